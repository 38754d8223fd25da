package io.coursepulse.log;

import java.util.Optional;

/**
 * Takes a line apart, in place. Implementations never throw, whatever the bytes are; they keep no state between lines
 * other than memos, and are used by one thread.
 */
public interface LineParser {

    /** The longest line that is looked at. */
    int MAX_BYTES = 64 * 1024;

    /**
     * Parses the line in {@code bytes[start, end)}, without its line terminator.
     *
     * @param line receives the fields if the line is accepted; its content is undefined if it is refused
     * @return the reason if the line is refused
     */
    Optional<RejectReason> parse(byte[] bytes, int start, int end, LogLine line);
}
