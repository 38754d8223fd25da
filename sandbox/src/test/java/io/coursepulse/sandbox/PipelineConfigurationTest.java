package io.coursepulse.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.Ports;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.store.hbase.HBaseAddress;
import io.coursepulse.store.jdbc.JdbcAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void writesAddressesOfRunningServers() throws IOException {
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
                        activity { top = 10000, delay = 20s }
                        """);
        assertThat(PipelineConfiguration.store(file))
                .isEqualTo(new StoreConfig.HBase(new HBaseAddress("127.0.0.1:2182", "/hbase", Duration.ofSeconds(10))));
    }

    @Test
    void writesJdbcAddressOfStore() throws IOException {
        assertThat(writeAndReadAddress(StoreName.MARIADB, PortName.MARIADB))
                .isEqualTo(new JdbcAddress(
                        "jdbc:mariadb://127.0.0.1:4711/coursepulse",
                        "coursepulse",
                        "coursepulse",
                        Duration.ofSeconds(10)));
        assertThat(writeAndReadAddress(StoreName.H2, PortName.H2))
                .isEqualTo(new JdbcAddress(
                        "jdbc:h2:tcp://127.0.0.1:4711/./coursepulse",
                        "coursepulse",
                        "coursepulse",
                        Duration.ofSeconds(10)));
    }

    private JdbcAddress writeAndReadAddress(StoreName store, PortName port) throws IOException {
        Path file = folder.resolve("conf/coursepulse.conf");
        PipelineConfiguration.write(
                file, SandboxOptions.in(folder).withStore(store), new Ports(Map.of(port, 4711, PortName.WEB, 80)));
        return ((StoreConfig.Jdbc) PipelineConfiguration.store(file)).address();
    }
}
