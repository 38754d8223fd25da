package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;

/** The file that the topology and the web server read. Says what differs from their defaults: where this sandbox is. */
final class PipelineConfiguration {

    private PipelineConfiguration() {}

    static void write(Path file, ZoneId zone, Ports ports) throws IOException {
        Files.createDirectories(file.getParent());
        String text = "# Written by the sandbox at every start.\n"
                + "zone = \"" + zone + "\"\n"
                + section(ports, PortName.KAFKA, "kafka { bootstrap-servers = \"127.0.0.1:%d\" }\n")
                + section(
                        ports,
                        PortName.HBASE_ZOOKEEPER,
                        "store { type = hbase, hbase { quorum = \"127.0.0.1:%d\" } }\n")
                + section(ports, PortName.WEB, "web { host = \"127.0.0.1\", port = %d }\n");
        Files.writeString(file, text);
    }

    /** Nothing for a server that this sandbox does not run. */
    private static String section(Ports ports, PortName port, String text) {
        return ports.numbers().containsKey(port) ? text.formatted(ports.of(port)) : "";
    }
}
