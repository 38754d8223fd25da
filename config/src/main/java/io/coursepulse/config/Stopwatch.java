package io.coursepulse.config;

import java.time.Duration;

/**
 * Measures how long something takes, for timeouts and intervals. Unlike the time of day it neither jumps nor stops when
 * the machine's clock is set.
 *
 * @param start the reading of {@link System#nanoTime} when it was started
 */
public record Stopwatch(long start) {

    /** A stopwatch that is started now. */
    public static Stopwatch started() {
        return new Stopwatch(System.nanoTime());
    }

    /** The time since it was started. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether more time than {@code limit} has passed since it was started. */
    public boolean hasPassed(Duration limit) {
        return elapsed().compareTo(limit) > 0;
    }
}
