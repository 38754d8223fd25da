package io.coursepulse.web.trust;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads the end offsets of the topic of access-log lines. Calls block, and are made by one thread. */
public interface EndOffsetReader extends AutoCloseable {

    /**
     * The end of the topic.
     *
     * @param next the offset that the next line will have, by partition: {@code access-log-0}
     * @param newest when the newest line arrived in Kafka; empty if there is none
     */
    record EndOffsets(Map<String, Long> next, Optional<Instant> newest) {
        public EndOffsets {
            next = Map.copyOf(next);
        }
    }

    /**
     * Reads them.
     *
     * @throws EndOffsetsUnavailableException if Kafka does not answer
     */
    EndOffsets read();

    @Override
    void close();

    /** Kafka did not answer; the message says why. */
    final class EndOffsetsUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public EndOffsetsUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
