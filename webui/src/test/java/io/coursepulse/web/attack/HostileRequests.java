package io.coursepulse.web.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Requests that no client's library would send, and the statuses that are right for each; 0 if it is closed without one. */
public enum HostileRequests {
    NULL_PASSWORD(session("{\"password\":null}"), 400),
    PASSWORD_IS_A_NUMBER(session("{\"password\":1}"), 400),
    PASSWORD_IS_AN_OBJECT(session("{\"password\":{}}"), 400),
    NO_PASSWORD(session("{}"), 400),
    SESSION_IS_A_LIST(session("[]"), 400),
    SESSION_IS_NULL(session("null"), 400),
    SESSION_IS_NO_JSON(session("{"), 400),
    SESSION_IS_EMPTY(session(""), 400),
    DEEP_JSON(session("[".repeat(5_000)), 400),
    BROKEN_CHUNK(chunked("ZZ\r\nabc\r\n0\r\n\r\n"), 400),
    NEGATIVE_CHUNK(chunked("-1\r\nabc\r\n0\r\n\r\n"), 400),
    HUGE_CHUNK(chunked("FFFFFFFFFFFFFFFF\r\nabc"), 400, 413),
    LONG_CHUNK_EXTENSION(chunked("3;" + "x".repeat(20_000) + "\r\nabc\r\n0\r\n\r\n"), 400, 0),
    ABORTED_BODY(post("Content-Length: 500\r\n") + "{\"pass", 0, 400),
    ABORTED_CHUNK(chunked("20\r\n{\"pass"), 0, 400),
    NEGATIVE_LENGTH(post("Content-Length: -5\r\n") + "{}", 400, 0),
    TWO_LENGTHS(post("Content-Length: 2\r\nContent-Length: 3\r\n") + "{}", 400, 0),
    LENGTH_AND_CHUNKS(post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400, 0),
    TOO_LARGE_BODY(post("Content-Length: 999999999999\r\n"), 413),
    UNKNOWN_EXPECTATION(post("Expect: magic\r\nContent-Length: 2\r\n") + "{}", 417, 400),
    LONG_LINE("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414, 400),
    LONG_HEADER("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "a".repeat(20_000) + "\r\n\r\n", 431, 400),
    NO_HTTP("\0\1\2\3\r\n\r\n", 400, 0),
    NO_VERSION("GET /\r\n\r\n", 400, 0),
    HTTP_2_WITHOUT_TLS("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 0),
    UNKNOWN_METHOD("BREW / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", 401),
    BROKEN_ESCAPE("GET /api/v1/days/%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", 400),
    HALF_AN_ESCAPE(
            "GET /api/v1/days/20171111?course=%c HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", 400, 200),
    REBOUND_NAME("GET /api/v1/ledger HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421),
    REBOUND_NAME_WITH_PORT("GET / HTTP/1.1\r\nHost: evil.example:8080\r\nConnection: close\r\n\r\n", 421),
    NAME_LIKE_AN_ADDRESS("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\nConnection: close\r\n\r\n", 421);

    private final String request;
    private final Set<Integer> expected;

    HostileRequests(String request, Integer... expected) {
        this.request = request;
        this.expected = Set.of(expected);
    }

    /** What may be answered. */
    public Set<Integer> expected() {
        return expected;
    }

    /** Sends it, says that no more will come, and returns the status of the answer. */
    public int send(int port) throws IOException {
        try (Socket socket = RawHttp.connect(port)) {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            try {
                out.write(request.getBytes(StandardCharsets.ISO_8859_1));
                if (expected.contains(0)) {
                    socket.shutdownOutput();
                }
                return RawHttp.status(RawHttp.readHead(in));
            } catch (SocketException e) {
                // Reset: the server did not read all of it.
                return 0;
            }
        }
    }

    private static String session(String body) {
        return post("Content-Length: " + body.length() + "\r\nConnection: close\r\n") + body;
    }

    private static String chunked(String body) {
        return post("Transfer-Encoding: chunked\r\nConnection: close\r\n") + body;
    }

    private static String post(String headers) {
        return "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers
                + "\r\n";
    }
}
