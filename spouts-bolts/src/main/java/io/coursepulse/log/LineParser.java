package io.coursepulse.log;

import java.util.Optional;

/**
 * Parses a line in place. Implementations never throw, whatever the bytes are, and keep no state between lines except
 * caches. Not thread-safe.
 */
public interface LineParser {

    /** The maximum length of a line. */
    int MAX_BYTES = 64 * 1024;

    /**
     * Parses the line in {@code bytes[start, end)}, without its line terminator.
     *
     * @param line receives the fields if the line is accepted; its content is undefined if the line is rejected
     * @return the reason if the line is rejected
     */
    Optional<RejectReason> parse(byte[] bytes, int start, int end, LogLine line);
}
