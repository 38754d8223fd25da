package io.coursepulse.log;

/**
 * The fields of one line, as positions in the bytes it came in. A parser fills it and reuses it for the next line, so
 * nothing of it may be kept. Not thread-safe.
 */
public final class LogLine {

    /** The bytes that hold the line, and possibly others around it. */
    byte[] bytes;

    long epochSecond;
    int status;
    final Slice client = new Slice();
    final Slice method = new Slice();
    final Slice uri = new Slice();
    final Slice referrer = new Slice();
    final Slice userAgent = new Slice();

    void clear(byte[] bytes) {
        this.bytes = bytes;
        epochSecond = 0;
        status = 0;
        client.clear();
        method.clear();
        uri.clear();
        referrer.clear();
        userAgent.clear();
    }

    public byte[] bytes() {
        return bytes;
    }

    /** When the request was made, in seconds since 1970-01-01T00:00Z. */
    public long epochSecond() {
        return epochSecond;
    }

    /** The response's status, 100 to 999. */
    public int status() {
        return status;
    }

    /** The client's address or host name. */
    public Slice client() {
        return client;
    }

    /** The request's method, such as {@code GET}. */
    public Slice method() {
        return method;
    }

    /** The request's URI as it was sent: mostly a path with a query. */
    public Slice uri() {
        return uri;
    }

    /** The referrer; empty if the line has none. */
    public Slice referrer() {
        return referrer;
    }

    /** The user agent; empty if the line has none. */
    public Slice userAgent() {
        return userAgent;
    }

    /** A run of bytes: {@code start} inclusive, {@code end} exclusive. */
    public static final class Slice {
        int start;
        int end;

        void clear() {
            set(0, 0);
        }

        void set(int start, int end) {
            this.start = start;
            this.end = end;
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
