package io.coursepulse.blacklist;

import java.io.Serializable;

/**
 * All versions of the blacklist. A version never changes, so that a batch which is tried again with the version that
 * was pinned in its metadata decides about every line as the first attempt did. Safe to use from any thread.
 */
public interface Blacklists extends Serializable {

    /** There is one version, 0, and it is empty. */
    Blacklists NONE = new Blacklists() {
        private static final long serialVersionUID = 1L;

        @Override
        public long current() {
            return 0;
        }

        @Override
        public Blacklist version(long version) {
            if (version != 0) {
                throw new BlacklistException.Refused("A batch was judged by version " + version
                        + " of the blacklist, but the configuration names none (blacklist.zookeeper). Name the one that"
                        + " the batch began with; the next batches may do without.");
            }
            return Blacklist.EMPTY;
        }
    };

    /**
     * The number of the version that new batches are to use. A change is seen here within a second while ZooKeeper
     * answers; while it does not, the last one seen goes on.
     *
     * @throws BlacklistException.Unavailable if ZooKeeper has not answered yet; ask again
     */
    long current();

    /**
     * A version by its number, which {@link #current} has given, to this process or to another, before.
     *
     * @throws BlacklistException.Unavailable if ZooKeeper does not answer; ask again
     * @throws BlacklistException.Refused if there is no such version
     */
    Blacklist version(long version);
}
