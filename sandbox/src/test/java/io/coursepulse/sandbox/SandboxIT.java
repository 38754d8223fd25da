package io.coursepulse.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.leash.ProcessIdentity;
import io.coursepulse.sandbox.process.LeashedProcesses;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.ServerPhase;
import io.coursepulse.sandbox.run.StateFile;
import io.coursepulse.sandbox.server.ServerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Boots real servers. */
@Timeout(300)
class SandboxIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LeashedProcesses mine = new LeashedProcesses(ProcessIdentity.current());

    @TempDir
    private Path folder;

    @AfterEach
    void leaveNothing() throws InterruptedException {
        mine.killAll(PATIENCE);
    }

    private SandboxOptions options(ServerName... servers) {
        return SandboxOptions.in(folder).withServers(Set.of(servers));
    }

    @Test
    void bootsKillsRestartsAndStops() throws Exception {
        RunPaths paths = new RunPaths(folder);
        try (Sandbox sandbox = Sandbox.boot(options(ServerName.ZOOKEEPER, ServerName.KAFKA), Progress.SILENT)) {
            assertThat(topics(sandbox))
                    .containsExactlyInAnyOrder(
                            "access-log", "access-log-rejected", "course-counts", "course-activity", "course-audits");
            assertThat(StateFile.readLiving(paths).orElseThrow().ready()).isTrue();
            assertThat(mine.all()).hasSize(2);

            sandbox.kill(ServerName.KAFKA);
            sandbox.awaitReady(ServerName.KAFKA, PATIENCE);

            assertThat(topics(sandbox)).contains("access-log");
            assertThat(sandbox.servers()).allSatisfy(server -> {
                assertThat(server.phase()).isEqualTo(ServerPhase.READY);
                assertThat(server.restarts()).isEqualTo(server.name().equals("kafka") ? 1 : 0);
            });
        }

        assertThat(mine.all()).isEmpty();
        assertThat(StateFile.read(paths)).isEmpty();
    }

    @Test
    void aServerThatDiesInTheBootIsShownAndTheOthersAreStopped() throws Exception {
        // A data folder of another cluster.
        Path data = Files.createDirectories(folder.resolve("kafka/data/kafka"));
        Files.writeString(folder.resolve(".coursepulse-sandbox"), "layout 1\n");
        Files.writeString(data.resolve("meta.properties"), "version=1\ncluster.id=AAAAAAAAAAAAAAAAAAAAAA\nnode.id=7\n");

        assertThatThrownBy(() -> Sandbox.boot(options(ServerName.ZOOKEEPER, ServerName.KAFKA), Progress.SILENT))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("kafka ended with exit code 1")
                .hasMessageContaining("meta.properties")
                .hasMessageContaining("delete the server's folder");

        assertThat(mine.all()).isEmpty();
    }

    private static Set<String> topics(Sandbox sandbox) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.kafkaBootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }
}
