package io.coursepulse.log;

import java.io.IOException;
import java.io.InputStream;

/**
 * Splits a stream of bytes into lines. Buffers one line at a time, and only the beginning of a line that is too long.
 */
public final class LineSplitter {

    private static final int BUFFER = 256 * 1024;

    /** One byte more than the maximum, besides a carriage return at the end, is enough to reject a line as too long. */
    private static final int MAX_KEPT_BYTES = LineParser.MAX_BYTES + 1;

    private LineSplitter() {}

    /** Receives lines. */
    @FunctionalInterface
    public interface LineHandler {

        /**
         * Receives the line in {@code bytes[start, end)}, without its newline; the bytes are valid only during the
         * call.
         */
        void handle(byte[] bytes, int start, int end) throws IOException;
    }

    /**
     * Calls {@code handler} for every line of {@code in}, in order, including a last line without a newline. A line
     * that is too long may be truncated, but is still too long.
     *
     * @throws IOException if {@code in} or {@code handler} throws it
     */
    public static void forEach(InputStream in, LineHandler handler) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int end = 0;
        boolean given = false;
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer, end, BUFFER - end)) {
            int from = end;
            end += length;
            int start = 0;
            for (int i = from; i < end; i++) {
                if (buffer[i] == '\n') {
                    if (!given) {
                        handler.handle(buffer, start, i);
                    }
                    given = false;
                    start = i + 1;
                }
            }
            if (!given && end - start > MAX_KEPT_BYTES) {
                handler.handle(buffer, start, end);
                given = true;
            }
            end = given ? 0 : end - start;
            System.arraycopy(buffer, start, buffer, 0, end);
        }
        if (end > 0) {
            handler.handle(buffer, 0, end);
        }
    }
}
