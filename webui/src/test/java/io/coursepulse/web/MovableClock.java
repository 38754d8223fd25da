package io.coursepulse.web;

import io.coursepulse.config.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that only tests advance. Thread-safe. */
public final class MovableClock extends Clock {

    private final ZoneId zone;
    private volatile Instant now;

    public MovableClock(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** Ten minutes before midnight of 11 November 2017 in Shanghai. */
    public static MovableClock onSinglesDay() {
        return new MovableClock(ZoneId.of("Asia/Shanghai"), Instant.parse("2017-11-11T15:50:00Z"));
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }

    /** Moves with this clock. */
    public Ticker ticker() {
        Instant start = now;
        return new Ticker() {
            @Override
            public long nanos() {
                return Duration.between(start, now).toNanos();
            }

            @Override
            public void sleep(Duration time) {
                throw new UnsupportedOperationException("Only tests advance this clock");
            }
        };
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new MovableClock(other, now);
    }
}
