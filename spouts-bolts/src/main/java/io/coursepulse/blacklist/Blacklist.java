package io.coursepulse.blacklist;

import io.coursepulse.log.LogLine;

/** One version of the list of who and what is not counted. Immutable; safe to use from any thread. */
public interface Blacklist {

    /** Version 0, which blocks nothing. */
    Blacklist EMPTY = new Blacklist() {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public boolean blocks(LogLine line) {
            return false;
        }
    };

    /** The number by which {@link Blacklists} finds this version again. */
    long version();

    /** Whether the line's visitor, or what was visited, is on the list. */
    boolean blocks(LogLine line);
}
