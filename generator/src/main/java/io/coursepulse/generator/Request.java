package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Writes the text of a request: {@code GET /class/112.html?rid=... HTTP/1.1}. */
final class Request {
    private static final byte[] GET = ascii("GET ");
    private static final byte[] HEAD = ascii("HEAD ");
    private static final byte[] POST = ascii("POST ");
    private static final byte[] HTTP_1 = ascii(" HTTP/1.1");
    private static final byte[] HTTP_2 = ascii(" HTTP/2.0");

    private Request() {}

    static void write(LineBatch out, byte[] path, RequestId id, SplittableRandom random) {
        int drawn = random.nextInt(100);
        out.write(drawn < 97 ? GET : drawn < 99 ? HEAD : POST).write(path);
        out.write(hasQuery(path) ? '&' : '?');
        id.write(out);
        out.write(random.nextInt(10) < 7 ? HTTP_1 : HTTP_2);
    }

    /** Ends somewhere before its closing quote, and behind its id. */
    static void writeTruncated(LineBatch out, byte[] path, RequestId id, SplittableRandom random) {
        write(out, path, id, random);
        out.dropLast(random.nextInt(HTTP_1.length + 1));
    }

    static void writeScanner(LineBatch out, RequestId id) {
        out.write(GET);
        OtherPages.writeScannerPath(out);
        out.write('&');
        id.write(out);
        out.write(HTTP_1);
    }

    private static boolean hasQuery(byte[] path) {
        for (byte character : path) {
            if (character == '?') {
                return true;
            }
        }
        return false;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
