package io.coursepulse.activity;

import java.io.Serializable;
import java.time.Duration;

/**
 * How far lines can be from where they are expected.
 *
 * @param lateness how much earlier than the line before it a line of the same Kafka partition may be
 * @param delay how long a line may take from being written until it is in Kafka: a partition whose end was read so long
 *     after a moment has had its lines of that moment; no less than {@code lateness}
 * @param future how far ahead of the clock a line may be and be counted
 * @param lookback how far back from the clock windows can reach; lines older than that are late
 */
public record EventTimeLimits(Duration lateness, Duration delay, Duration future, Duration lookback)
        implements Serializable {}
