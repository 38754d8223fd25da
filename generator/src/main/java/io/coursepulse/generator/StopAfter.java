package io.coursepulse.generator;

import java.time.Duration;

/**
 * When a run ends by itself: after so many lines or so much time, whichever comes first.
 *
 * @param lines from 1
 * @param time longer than zero; a run of 60 s at 1,000 lines/s has exactly 60,000 lines
 */
public record StopAfter(long lines, Duration time) {
    /** About 290 years: what the clock's nanoseconds can tell. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Goes on until it is stopped. */
    public static final StopAfter NEVER = new StopAfter(Long.MAX_VALUE, FOREVER);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException with one line that begins with the name of the option that is wrong
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
