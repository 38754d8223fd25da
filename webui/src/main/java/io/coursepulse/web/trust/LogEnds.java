package io.coursepulse.web.trust;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where the topic of lines ends. Its calls block, and are made by one thread. */
public interface LogEnds extends AutoCloseable {

    /**
     * Where the topic ends.
     *
     * @param next by topic partition, {@code access-log-0}: the offset that its next line will have
     * @param newest when the newest line came to Kafka; empty if there is none
     */
    record Ends(Map<String, Long> next, Optional<Instant> newest) {
        public Ends {
            next = Map.copyOf(next);
        }
    }

    /**
     * Asks.
     *
     * @throws LogEndsUnknownException if Kafka does not tell
     */
    Ends read();

    @Override
    void close();

    /** Kafka did not tell; the message says why. */
    final class LogEndsUnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LogEndsUnknownException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
