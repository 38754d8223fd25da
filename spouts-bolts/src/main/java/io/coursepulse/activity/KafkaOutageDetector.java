package io.coursepulse.activity;

import java.time.Duration;

/**
 * Knows when an empty Kafka partition means that there are no lines. Lines that could not be brought to Kafka while it did
 * not answer are on their way for a while when it answers again. Used by one thread.
 */
final class KafkaOutageDetector {

    /** An answer that took longer was held up by something that holds up lines as well. */
    private static final Duration PROMPT_RESPONSE = Duration.ofMillis(500);

    private final Duration delay;
    private boolean unavailable;
    private long graceEnd = Long.MIN_VALUE;

    /** @param delay how long a line may take to Kafka while that answers */
    KafkaOutageDetector(Duration delay) {
        this.delay = delay;
    }

    /** Kafka was asked, and did not answer. */
    void requestFailed() {
        unavailable = true;
    }

    /** Kafka was asked at one moment, and has answered at the other; both in milliseconds. */
    void requestSucceeded(long asked, long answered) {
        if (unavailable || answered - asked > PROMPT_RESPONSE.toMillis()) {
            graceEnd = answered + delay.toMillis();
            unavailable = false;
        }
    }

    /** Whether lines of before an outage may still be on their way. */
    boolean linesMayBeInFlight(long now) {
        return unavailable || now < graceEnd;
    }
}
