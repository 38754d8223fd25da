package io.coursepulse.log;

import java.nio.charset.StandardCharsets;

/**
 * The fields of one line, as positions in its bytes. A parser reuses it for the next line, so references must not be
 * kept. Not thread-safe.
 */
public final class LogLine {

    /** The bytes that contain the line, possibly among others. */
    byte[] bytes;

    long epochSecond;
    int status;
    final Slice client = new Slice();
    final Slice method = new Slice();
    final Slice uri = new Slice();
    final Slice protocol = new Slice();
    final Slice referrer = new Slice();
    final Slice userAgent = new Slice();

    void clear(byte[] bytes) {
        this.bytes = bytes;
        epochSecond = 0;
        status = 0;
        client.clear();
        method.clear();
        uri.clear();
        protocol.clear();
        referrer.clear();
        userAgent.clear();
    }

    public byte[] bytes() {
        return bytes;
    }

    /** The time of the request, in seconds since 1970-01-01T00:00Z. */
    public long epochSecond() {
        return epochSecond;
    }

    /** The response's status, 100 to 999. */
    public int status() {
        return status;
    }

    /** The client's address or host name; empty if it is unknown. */
    public Slice client() {
        return client;
    }

    /** The request's method, such as {@code GET}. */
    public Slice method() {
        return method;
    }

    /** The request's URI as it was sent, usually a path with a query. */
    public Slice uri() {
        return uri;
    }

    /** The protocol of the request: {@code HTTP/1.1}, {@code HTTP/2.0}, {@code HTTP/2}. */
    public Slice protocol() {
        return protocol;
    }

    /**
     * Finds the path in the URI, without scheme and host (which proxies send), query and fragment. For a URI without a
     * path ({@code *}, {@code host:443}) it is the whole URI.
     */
    public void path(Slice path) {
        int start = pathStart();
        int end = start;
        while (end < uri.end && bytes[end] != '?' && bytes[end] != '#') {
            end++;
        }
        path.set(start, end);
        path.escaped = uri.escaped;
    }

    private int pathStart() {
        int at = uri.start;
        while (at < uri.end && isScheme(bytes[at])) {
            at++;
        }
        boolean absolute =
                at > uri.start && at + 2 < uri.end && bytes[at] == ':' && bytes[at + 1] == '/' && bytes[at + 2] == '/';
        if (!absolute) {
            return uri.start;
        }
        at += 3;
        while (at < uri.end && bytes[at] != '/' && bytes[at] != '?' && bytes[at] != '#') {
            at++;
        }
        return at < uri.end && bytes[at] == '/' ? at : uri.start;
    }

    private static boolean isScheme(byte b) {
        return AsciiBytes.isLetter(b) || AsciiBytes.isDigit(b) || b == '+' || b == '-' || b == '.';
    }

    /** The referrer; empty if the line has none. */
    public Slice referrer() {
        return referrer;
    }

    /** The user agent; empty if the line has none. */
    public Slice userAgent() {
        return userAgent;
    }

    /**
     * A field as text for display: escapes are decoded, and bytes that are not UTF-8 become replacement characters. Too
     * slow for the counting of lines.
     *
     * @param field one of this line's
     */
    public String text(Slice field) {
        return field.escaped
                ? QuotedFieldDecoder.decode(bytes, field)
                : new String(bytes, field.start, field.end - field.start, StandardCharsets.UTF_8);
    }

    /** A run of bytes: {@code start} inclusive, {@code end} exclusive. */
    public static final class Slice {
        int start;
        int end;

        /** Whether it contains escapes. */
        boolean escaped;

        void clear() {
            set(0, 0);
        }

        /** Sets the positions of a field without escapes. */
        void set(int start, int end) {
            this.start = start;
            this.end = end;
            this.escaped = false;
        }

        /** Whether it is {@code -}, which stands for a missing field. */
        boolean isDash(byte[] bytes) {
            return end - start == 1 && bytes[start] == '-';
        }

        public int start() {
            return start;
        }

        public int end() {
            return end;
        }

        public boolean isEmpty() {
            return start == end;
        }
    }
}
