package io.coursepulse.sandbox.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether anyone listens at all: the clients of some servers wait long for what is not there. */
final class TcpProbe {

    private TcpProbe() {}

    /** Returns if the port on this machine accepts a connection, and throws if not. */
    static void connect(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        }
    }
}
