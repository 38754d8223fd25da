package io.coursepulse.blacklist;

import java.io.Serializable;

/**
 * All versions of the blacklist. A version never changes, so a replayed batch, with the version pinned in its metadata,
 * classifies every line as its first attempt did. Thread-safe.
 */
public interface Blacklists extends Serializable {

    /** No blacklist: the only version is 0, which is empty. */
    Blacklists NONE = new Blacklists() {
        private static final long serialVersionUID = 1L;

        @Override
        public long current() {
            return 0;
        }

        /** Counting without a blacklist is a decision in the configuration. */
        @Override
        public long currentAfter(long used) {
            return 0;
        }

        @Override
        public Blacklist version(long version) {
            if (version != 0) {
                throw new BlacklistException.Refused("A batch in progress uses blacklist version " + version + ","
                        + " but blacklist.zookeeper is not set. Set it until that batch has completed; later batches"
                        + " can run without a blacklist.");
            }
            return Blacklist.EMPTY;
        }
    };

    /**
     * The number of the version for new batches. A change is visible within a second; while ZooKeeper is unavailable
     * the last known version remains current.
     *
     * @throws BlacklistException.Unavailable if ZooKeeper has not responded yet; retry
     */
    long current();

    /**
     * The number of the version for a new batch that follows lines which were classified with version {@code used}.
     * Numbers only increase, so a lower one means that the versions were lost.
     *
     * @throws BlacklistException.Unavailable if ZooKeeper has not responded yet; retry
     * @throws BlacklistException.Refused if the current version is below {@code used}
     */
    long currentAfter(long used);

    /**
     * A version by its number, as returned earlier by {@link #current} in this or another process.
     *
     * @throws BlacklistException.Unavailable if ZooKeeper does not respond; retry
     * @throws BlacklistException.Refused if there is no such version
     */
    Blacklist version(long version);
}
