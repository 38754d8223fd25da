package io.coursepulse.log;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of bytes into lines. Holds one line at a time, and of a line that is too long to be looked at only the
 * beginning.
 */
public final class LineSplitter {

    private static final int BUFFER = 256 * 1024;

    /** One byte more than what is looked at, and the carriage return that may end the line, tell that it is too long. */
    private static final int MAX_KEPT_BYTES = LineParser.MAX_BYTES + 1;

    private LineSplitter() {}

    /** Takes lines. */
    @FunctionalInterface
    public interface LineHandler {

        /** Takes the line in {@code bytes[start, end)}, without its newline; the bytes are others afterwards. */
        void handle(byte[] bytes, int start, int end) throws IOException;
    }

    /**
     * Gives every line of {@code in} to {@code handler}, in order, the last one whether a newline ends it or not. A line that
     * is too long may be given cut off, but still too long.
     *
     * @throws IOException what {@code in} or {@code handler} threw
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
