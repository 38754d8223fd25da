package io.coursepulse.activity;

import java.time.Duration;

/**
 * Decides whether an empty Kafka partition means that there are no lines. Lines that were buffered during a Kafka
 * outage arrive with a delay after its end. Not thread-safe.
 */
final class KafkaOutageDetector {

    /** Whatever delays a response for longer delays lines as well. */
    private static final Duration PROMPT_RESPONSE = Duration.ofMillis(500);

    private final Duration delay;
    private boolean unavailable;
    private long graceEnd = Long.MIN_VALUE;

    /** @param delay the maximum time a line takes to Kafka while Kafka is available */
    KafkaOutageDetector(Duration delay) {
        this.delay = delay;
    }

    /** Records a failed request to Kafka. */
    void requestFailed() {
        unavailable = true;
    }

    /** Records a request to Kafka with the times of the request and of its response, in milliseconds. */
    void requestSucceeded(long asked, long answered) {
        if (unavailable || answered - asked > PROMPT_RESPONSE.toMillis()) {
            graceEnd = answered + delay.toMillis();
            unavailable = false;
        }
    }

    /** Whether lines from before the end of an outage may still be in flight. */
    boolean linesMayBeInFlight(long now) {
        return unavailable || now < graceEnd;
    }
}
