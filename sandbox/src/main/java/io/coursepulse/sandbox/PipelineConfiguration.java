package io.coursepulse.sandbox;

import io.coursepulse.config.Settings;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.Ports;
import io.coursepulse.sandbox.server.KafkaBroker;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.store.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The configuration of the topology and the web server: only what differs from the defaults. */
final class PipelineConfiguration {

    /**
     * Tasks of each kind in several workers, and a short batch timeout: the drill waits for replays. And limits that its
     * strangers exceed.
     */
    private static final String TWO_NODES =
            """
            counts {
              workers = %d, spout-tasks = 4, counter-tasks = 3, batch-timeout = 10s
              max-courses-per-day = 3200, max-keywords-per-day = 3200
            }
            """;

    /**
     * A record names every course of the generator, so that all can be compared; and on a busy machine a line is late only
     * if it took longer than this to reach Kafka.
     */
    private static final String ACTIVITY = "activity { top = 10000, delay = 20s }\n";

    /**
     * All browsers, and all clients that a benchmark simulates, share one address here. Those who can read this file can
     * change the blacklist; a page of another site cannot.
     */
    private static final String WEB =
            """
            web {
              host = "127.0.0.1", port = %d, admin-token = "ADMIN-TOKEN"
              limits { live-per-address = 20000, requests-per-second = 10000 }
            }
            """;

    private static final int TOKEN_BYTES = 16;

    private PipelineConfiguration() {}

    static void write(Path file, SandboxOptions options, Ports ports) throws IOException {
        Files.createDirectories(file.getParent());
        String text = "# Written by the sandbox at every start.\n"
                + "zone = \"" + options.zone() + "\"\n"
                + kafka(ports)
                + section(ports, PortName.ZOOKEEPER, "blacklist { zookeeper = \"127.0.0.1:%d\" }\n")
                + section(ports, options.store())
                + section(ports, PortName.WEB, WEB)
                + section(ports, PortName.NIMBUS, "web.nimbus = \"127.0.0.1:%d\"\n")
                + (options.twoNodes() ? TWO_NODES.formatted(options.workers()) : "")
                + ACTIVITY;
        Files.writeString(file, text.replace("ADMIN-TOKEN", token()));
    }

    private static String token() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Reads the store's section back. */
    static StoreConfig store(Path file) {
        return Settings.read(file, settings -> {
            for (String others : List.of("zone", "kafka", "blacklist", "web", "counts", "activity")) {
                settings.ignore(others);
            }
            return settings.section("store", StoreConfig::of);
        });
    }

    private static String kafka(Ports ports) {
        String servers = KafkaBroker.bootstrapServers(ports);
        return servers.isEmpty() ? "" : "kafka { bootstrap-servers = \"" + servers + "\" }\n";
    }

    private static String section(Ports ports, StoreName store) {
        return ports.numbers().containsKey(store.port()) ? store.section(ports.of(store.port())) + "\n" : "";
    }

    /** Nothing for a server that this sandbox does not run. */
    private static String section(Ports ports, PortName port, String text) {
        return ports.numbers().containsKey(port) ? text.formatted(ports.of(port)) : "";
    }
}
