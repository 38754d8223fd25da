package io.coursepulse.config;

import java.time.Duration;

/**
 * Measures how long something takes, for timeouts and intervals. Unlike the time of day it neither jumps nor stops when
 * the machine's clock is set.
 *
 * @param ticker what it measures with
 * @param start the reading of {@code ticker} when it was started
 */
public record Stopwatch(Ticker ticker, long start) {

    /** A stopwatch that is started now. */
    public static Stopwatch started() {
        return started(Ticker.SYSTEM);
    }

    /** A stopwatch that is started now and measures with {@code ticker}. */
    public static Stopwatch started(Ticker ticker) {
        return new Stopwatch(ticker, ticker.nanos());
    }

    /** The time since it was started. */
    public Duration elapsed() {
        return Duration.ofNanos(ticker.nanos() - start);
    }

    /** Whether more time than {@code limit} has passed since it was started. */
    public boolean hasPassed(Duration limit) {
        return elapsed().compareTo(limit) > 0;
    }
}
