package io.coursepulse.generator;

import io.coursepulse.generator.LogFormat.Response;
import io.coursepulse.generator.Visitors.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Invalid lines as they occur in real logs: no strict parser accepts them in any format, although most of them contain the
 * path of a course page.
 */
final class BrokenLines {
    private enum Kind {
        TRUNCATED,
        TLS,
        IMPOSSIBLE_TIME,
        ERROR_LOG,
        GARBAGE
    }

    private static final Kind[] KINDS = Kind.values();

    /** A TLS handshake sent to the plain port; the server escapes unprintable bytes. */
    private static final byte[] TLS_HANDSHAKE =
            ascii("\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03\\xA7\\x1C\\xE4\\x9Bt\\x00\\x18");

    private static final byte[] ERROR_LOG_OPEN = ascii(
            " [error] 2317#2317: *88123 open() \"/srv/www/html/robots.txt\" failed (2: No such file or directory), client: ");
    private static final byte[] ERROR_LOG_REQUEST = ascii(", server: classroom.example, request: \"");
    private static final byte[] ERROR_LOG_END = ascii("\", host: \"classroom.example\"");
    private static final byte[] GARBAGE_START = ascii("-- GET /class/112.html log rotated? ");
    private static final byte[] GARBAGE_END = ascii(" }]\\x00 200 200 \"");
    private static final byte[] NO_USER_AGENT = ascii("-");

    private final LogFormat format;

    BrokenLines(LogFormat format) {
        this.format = format;
    }

    /** Writes one, without newline. */
    void write(LineBatch out, LineTime time, Visitor visitor, byte[] path, RequestId id, SplittableRandom random) {
        switch (KINDS[random.nextInt(KINDS.length)]) {
            case TRUNCATED -> {
                format.head(out, visitor, format.time(time));
                Request.draw(path, random).writeTruncated(out, id, random);
            }
            case TLS -> {
                format.head(out, visitor, format.time(time));
                out.write(TLS_HANDSHAKE);
                id.write(out);
                format.tail(out, Response.BAD_REQUEST, Referrer.NONE, NO_USER_AGENT);
            }
            case IMPOSSIBLE_TIME -> {
                format.head(out, visitor, format.impossibleTime());
                Request.draw(path, random).write(out, id);
                format.tail(out, Response.draw(random), Referrer.NONE, visitor.userAgent());
            }
            case ERROR_LOG -> {
                out.write(time.errorLog()).write(ERROR_LOG_OPEN).write(visitor.address());
                out.write(ERROR_LOG_REQUEST);
                Request.draw(path, random).write(out, id);
                out.write(ERROR_LOG_END);
            }
            case GARBAGE -> {
                out.write(GARBAGE_START);
                id.write(out);
                out.write(GARBAGE_END);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
