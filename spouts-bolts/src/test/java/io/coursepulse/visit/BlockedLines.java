package io.coursepulse.visit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.log.LogLine;
import java.util.function.Predicate;

/** A blacklist made by a test. */
record BlockedLines(long version, Predicate<LogLine> blocked) implements Blacklist {

    @Override
    public boolean blocks(LogLine line) {
        return blocked.test(line);
    }
}
