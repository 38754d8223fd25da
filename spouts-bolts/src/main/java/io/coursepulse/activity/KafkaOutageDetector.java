package io.coursepulse.activity;

import java.time.Duration;

/**
 * Decides up to which time all lines are in Kafka when its end offsets are asked for. Lines that were buffered during an
 * outage arrive with a delay after its end; lines are delayed by a slow Kafka as its responses are. Not thread-safe.
 */
final class KafkaOutageDetector {

    /** A response that takes longer is slow. A response to a check can wait for a fetch, which takes as long. */
    private static final Duration PROMPT_RESPONSE = Duration.ofMillis(500);

    private final Duration delay;
    private boolean unavailable;
    private long graceEnd = Long.MIN_VALUE;

    /** The longest recent response, in milliseconds, and until when it matters. */
    private long slowness;

    private long slownessEnd = Long.MIN_VALUE;

    /** @param delay the maximum time a line takes to Kafka while Kafka is available */
    KafkaOutageDetector(Duration delay) {
        this.delay = delay;
    }

    /** Records a failed request to Kafka. */
    void requestFailed() {
        unavailable = true;
    }

    /** Records a request to Kafka with the times of the request and of its response, by a monotonic clock in milliseconds. */
    void requestSucceeded(long asked, long answered) {
        long took = answered - asked;
        if (unavailable || took > delay.toMillis()) {
            graceEnd = answered + delay.toMillis();
            unavailable = false;
        } else if (took > PROMPT_RESPONSE.toMillis()) {
            slowness = answered < slownessEnd ? Math.max(slowness, took) : took;
            slownessEnd = answered + delay.toMillis();
        }
    }

    /** Whether lines from before the end of an outage may still be in flight. */
    boolean linesMayBeInFlight(long now) {
        return unavailable || now < graceEnd;
    }

    /** By how much more than usual lines may be delayed, in milliseconds. */
    long slowness(long now) {
        return now < slownessEnd ? slowness : 0;
    }
}
