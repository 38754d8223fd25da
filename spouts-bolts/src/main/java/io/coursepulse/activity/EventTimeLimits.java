package io.coursepulse.activity;

import java.io.Serializable;
import java.time.Duration;

/**
 * Limits for out-of-order, delayed and future event times.
 *
 * @param lateness how much earlier than the preceding line of the same Kafka partition a line may be
 * @param delay the maximum time from writing a line until it is in Kafka: once a partition has been read to its end
 *     this long after a point in time, its lines up to that time are complete; at least {@code lateness}
 * @param future how far ahead of the clock a counted line may be
 * @param lookback how far back from the clock windows can reach; older lines are late
 */
public record EventTimeLimits(Duration lateness, Duration delay, Duration future, Duration lookback)
        implements Serializable {}
