package io.coursepulse.blacklist;

import java.io.Serializable;

/**
 * All versions of the blacklist. A version never changes, so that a batch which is tried again with the version that
 * was pinned in its metadata decides about every line as the first attempt did.
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
            return Blacklist.EMPTY;
        }
    };

    /** The number of the version that new batches are to use. */
    long current();

    /** A version by its number, which {@link #current} has given, to this process or to another, before. */
    Blacklist version(long version);
}
