package io.coursepulse.generator;

import java.time.Duration;

/**
 * The end of a run: after a number of lines or a time, whichever comes first.
 *
 * @param lines from 1
 * @param time longer than zero; a run of 60 s at 1,000 lines/s has exactly 60,000 lines
 */
public record StopAfter(long lines, Duration time) {
    /** About 290 years, the range of a nanosecond clock. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Runs until it is stopped. */
    public static final StopAfter NEVER = new StopAfter(Long.MAX_VALUE, FOREVER);

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException with one line that starts with the name of the invalid option
     */
    public StopAfter {
        if (lines < 1) {
            throw new IllegalArgumentException("lines must be at least 1, was " + lines);
        }
        if (time.isNegative() || time.isZero() || time.compareTo(FOREVER) > 0) {
            throw new IllegalArgumentException("for must be longer than 0s, at most 290 years");
        }
    }

    public static StopAfter lines(long lines) {
        return NEVER.orLines(lines);
    }

    public static StopAfter time(Duration time) {
        return NEVER.orTime(time);
    }

    public StopAfter orLines(long other) {
        return new StopAfter(other, time);
    }

    public StopAfter orTime(Duration other) {
        return new StopAfter(lines, other);
    }
}
