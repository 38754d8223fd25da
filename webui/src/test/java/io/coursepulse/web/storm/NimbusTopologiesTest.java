package io.coursepulse.web.storm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is no Nimbus; the sandbox's PipelineIT has a real one. */
class NimbusTopologiesTest {

    private static InetSocketAddress address(ServerSocket server) {
        return InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort());
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @Test
    void namesEveryServerThatDoesNotAnswer() throws IOException {
        InetSocketAddress first;
        InetSocketAddress second;
        try (ServerSocket one = server();
                ServerSocket other = server()) {
            first = address(one);
            second = address(other);
        }

        assertThatThrownBy(() -> new NimbusTopologies(List.of(first, second)).read())
                .isInstanceOf(Topologies.TopologiesUnknownException.class)
                .hasMessageContaining(first.getPort() + ": ")
                .hasMessageContaining(second.getPort() + ": ")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void isNotMisledByAServerOfAnotherKind() throws Exception {
        try (ServerSocket web = server()) {
            Thread answers = new Thread(() -> {
                try (Socket client = web.accept();
                        OutputStream out = client.getOutputStream()) {
                    client.getInputStream().read();
                    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            answers.start();

            assertThatThrownBy(() -> new NimbusTopologies(List.of(address(web))).read())
                    .isInstanceOf(Topologies.TopologiesUnknownException.class)
                    .hasMessageContaining(web.getLocalPort() + ": ")
                    .hasMessageContaining("rame size");
            answers.join();
        }
    }
}
