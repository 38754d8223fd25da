package io.coursepulse.web.attack;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** What a client that never reads sends on a WebSocket, over and over. */
public enum HostileFrames {
    PINGS(frame(0x89, 0)),
    LARGE_PINGS(frame(0x89, 125)),
    PONGS(frame(0x8A, 0)),
    EMPTY_TEXTS(frame(0x81, 0)),
    TEXTS(frame(0x81, 125)),
    BINARIES(frame(0x82, 125)),
    FRAGMENTS_WITHOUT_END(frame(0x01, 10), frame(0x00, 125)),
    EMPTY_FRAGMENTS(frame(0x01, 1), frame(0x00, 0)),
    PINGS_BETWEEN_FRAGMENTS(frame(0x01, 1), frame(0x89, 0)),
    RESERVED_OPCODES(frame(0x83, 1)),
    CLOSES(frame(0x88, 0));

    /** More than any buffer on the way holds. */
    private static final int BYTES = 64 * 1024 * 1024;

    private static final int FRAMES_PER_WRITE = 500;

    private final byte[] first;
    private final byte[] repeated;

    HostileFrames(byte[] repeated) {
        this(new byte[0], repeated);
    }

    HostileFrames(byte[] first, byte[] repeated) {
        this.first = first;
        this.repeated = repeated;
    }

    /** A frame with a mask of zeros and a payload of the letter a. */
    private static byte[] frame(int head, int payload) {
        byte[] frame = new byte[6 + payload];
        frame[0] = (byte) head;
        frame[1] = (byte) (0x80 | payload);
        for (int i = 6; i < frame.length; i++) {
            frame[i] = 'a';
        }
        return frame;
    }

    /**
     * Opens a WebSocket and sends without reading.
     *
     * @return whether the server closed the connection before it had taken all
     */
    public boolean areCutOff(int port) throws IOException {
        try (Socket socket = RawHttp.connect(port)) {
            OutputStream out = socket.getOutputStream();
            out.write(upgrade().getBytes());
            if (RawHttp.status(RawHttp.readHead(socket.getInputStream())) != 101) {
                throw new AssertionError("No WebSocket was opened");
            }
            byte[] many = new byte[FRAMES_PER_WRITE * repeated.length];
            for (int i = 0; i < FRAMES_PER_WRITE; i++) {
                System.arraycopy(repeated, 0, many, i * repeated.length, repeated.length);
            }
            try {
                out.write(first);
                for (int sent = 0; sent < BYTES; sent += many.length) {
                    out.write(many);
                }
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }

    private static String upgrade() {
        return RawHttp.request(
                "GET",
                "/live",
                "Connection",
                "Upgrade",
                "Upgrade",
                "websocket",
                "Sec-WebSocket-Version",
                "13",
                "Sec-WebSocket-Key",
                "dGhlIHNhbXBsZSBub25jZQ==");
    }
}
