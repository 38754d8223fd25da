package io.coursepulse.web;

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
