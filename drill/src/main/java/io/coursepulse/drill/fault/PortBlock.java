package io.coursepulse.drill.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Blocks everything that is sent to some local ports, from this machine, until it is closed. By routing rules, which every Linux
 * kernel has: iptables, nftables and {@code tc} are often missing. The rule for local addresses is the first of all, so it is
 * moved behind ours for that time; what it does is the same there.
 */
final class PortBlock implements AutoCloseable {

    private static final String LOCAL_FIRST = "0";
    private static final String LOCAL_LATER = "100";
    private static final String OURS = "50";

    private final List<Integer> ports;

    private PortBlock(List<Integer> ports) {
        this.ports = ports;
    }

    /** Whether this user may change routing rules. */
    static boolean isPossible() {
        try {
            PortBlock trial = new PortBlock(List.of());
            trial.begin();
            trial.close();
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    static PortBlock of(List<Integer> ports) throws IOException {
        PortBlock block = new PortBlock(ports);
        block.begin();
        return block;
    }

    /** @throws DrillFailure if one of the ports still accepts connections */
    void requireEffect() {
        for (int port : ports) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            } catch (IOException e) {
                continue;
            }
            throw new DrillFailure("Port " + port + " is still reachable");
        }
    }

    private void begin() throws IOException {
        ip(List.of("add", "pref", LOCAL_LATER, "table", "local"));
        try {
            ip(List.of("del", "pref", LOCAL_FIRST));
            for (int port : ports) {
                ip(List.of("add", "pref", OURS, "ipproto", "tcp", "dport", Integer.toString(port), "unreachable"));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            ip(List.of("add", "pref", LOCAL_FIRST, "table", "local"));
            for (int i = 0; i < ports.size(); i++) {
                ip(List.of("del", "pref", OURS));
            }
            ip(List.of("del", "pref", LOCAL_LATER));
        } catch (IOException e) {
            throw new UncheckedIOException("Routing rules were left behind; `ip rule` lists them", e);
        }
    }

    private static void ip(List<String> rule) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "rule"));
        command.addAll(rule);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("`" + String.join(" ", command) + "` failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in `" + String.join(" ", command) + "`", e);
        }
    }
}
