package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A request, written as {@code GET /class/112.html?rid=... HTTP/1.1}.
 *
 * @param path with or without a query
 */
record Request(Method method, byte[] path, Protocol protocol) {

    enum Method {
        GET,
        HEAD,
        POST;

        private final byte[] text = ascii(name() + " ");
    }

    enum Protocol {
        HTTP_1_1("HTTP/1.1"),
        HTTP_2_0("HTTP/2.0");

        private final byte[] end;

        Protocol(String text) {
            this.end = ascii(" " + text);
        }
    }

    /** Draws method and protocol. */
    static Request draw(byte[] path, SplittableRandom random) {
        int drawn = random.nextInt(100);
        Method method = drawn < 97 ? Method.GET : drawn < 99 ? Method.HEAD : Method.POST;
        return new Request(method, path, random.nextInt(10) < 7 ? Protocol.HTTP_1_1 : Protocol.HTTP_2_0);
    }

    void write(LineBatch out, RequestId id) {
        out.write(method.text).write(path);
        out.write(hasQuery(path) ? '&' : '?');
        id.write(out);
        out.write(protocol.end);
    }

    /** Truncated after its id and before its closing quote. */
    void writeTruncated(LineBatch out, RequestId id, SplittableRandom random) {
        write(out, id);
        out.dropLast(random.nextInt(protocol.end.length + 1));
    }

    static void writeScanner(LineBatch out, RequestId id) {
        out.write(Method.GET.text);
        OtherPages.writeScannerPath(out);
        out.write('&');
        id.write(out);
        out.write(Protocol.HTTP_1_1.end);
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
