package io.coursepulse.blacklist;

import io.coursepulse.log.LogLine;

/** One version of the list of who and what is not counted. Immutable; safe to use from any thread. */
public interface Blacklist {

    /** The list that blocks nothing. */
    Blacklist EMPTY = line -> false;

    /** Whether the line's visitor, or what was visited, is on the list. */
    boolean blocks(LogLine line);
}
