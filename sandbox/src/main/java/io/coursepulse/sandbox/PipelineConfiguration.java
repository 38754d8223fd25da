package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that the topology and the web server read. Says what differs from their defaults: where this sandbox is. */
final class PipelineConfiguration {

    /** Tasks of each kind in several workers, and batches that are given up before a visitor does. */
    private static final String TWO_NODES =
            "counts { workers = 3, spout-tasks = 4, counter-tasks = 3, batch-timeout = 10s }\n";

    private PipelineConfiguration() {}

    static void write(Path file, SandboxOptions options, Ports ports) throws IOException {
        Files.createDirectories(file.getParent());
        String text = "# Written by the sandbox at every start.\n"
                + "zone = \"" + options.zone() + "\"\n"
                + section(ports, PortName.KAFKA, "kafka { bootstrap-servers = \"127.0.0.1:%d\" }\n")
                + section(
                        ports,
                        PortName.HBASE_ZOOKEEPER,
                        "store { type = hbase, hbase { quorum = \"127.0.0.1:%d\" } }\n")
                + section(ports, PortName.WEB, "web { host = \"127.0.0.1\", port = %d }\n")
                + (options.twoNodes() ? TWO_NODES : "");
        Files.writeString(file, text);
    }

    /** Nothing for a server that this sandbox does not run. */
    private static String section(Ports ports, PortName port, String text) {
        return ports.numbers().containsKey(port) ? text.formatted(ports.of(port)) : "";
    }
}
