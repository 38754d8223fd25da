package io.coursepulse.drill.fault;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortBlockTest {

    @Test
    void nothingArrivesUntilItIsClosed() throws Exception {
        assumeTrue(PortBlock.isPossible(), "routing rules need root");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            try (PortBlock block = PortBlock.of(List.of(port))) {
                assertThatCode(block::requireEffect).doesNotThrowAnyException();
            }
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        }
    }
}
