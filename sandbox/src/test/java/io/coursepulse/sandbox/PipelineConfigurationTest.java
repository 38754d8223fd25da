package io.coursepulse.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void saysWhereTheServersAreThatThisSandboxHas() throws IOException {
        Path file = folder.resolve("conf/coursepulse.conf");

        PipelineConfiguration.write(
                file,
                SandboxOptions.in(folder).withZone(ZoneId.of("Asia/Shanghai")),
                new Ports(Map.of(PortName.KAFKA, 9094, PortName.HBASE_ZOOKEEPER, 2182)));

        assertThat(Files.readString(file))
                .isEqualTo(
                        """
                        # Written by the sandbox at every start.
                        zone = "Asia/Shanghai"
                        kafka { bootstrap-servers = "127.0.0.1:9094" }
                        store { type = hbase, hbase { quorum = "127.0.0.1:2182" } }
                        """);
    }
}
