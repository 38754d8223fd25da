package io.coursepulse.web.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are: clients' libraries mend or refuse what an attacker would send. */
public final class RawHttp {

    private static final int TIMEOUT_MS = 10_000;

    private RawHttp() {}

    /**
     * Sends {@code request} and reads until the server closes the connection or has sent the head of its response.
     *
     * @return the response as far as it was read; empty if the server closed without one
     */
    public static String exchange(int port, String request) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return readHead(socket.getInputStream());
        }
    }

    /** A connection whose reads time out. */
    public static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    /** Reads to the end of a response's head. */
    public static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.write(next);
                if (next == '\n' && read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("No response within " + TIMEOUT_MS + " ms; read so far: " + read, e);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** A request without a body, on a connection of its own. */
    public static String request(String method, String target, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return request.append(request.indexOf("\nConnection:") < 0 ? "Connection: close\r\n" : "")
                .append("\r\n")
                .toString();
    }

    /** The status of a response; 0 if there is none. */
    public static int status(String response) {
        return response.startsWith("HTTP/1.") ? Integer.parseInt(response.substring(9, 12)) : 0;
    }
}
