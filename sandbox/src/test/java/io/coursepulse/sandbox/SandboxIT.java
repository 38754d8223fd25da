package io.coursepulse.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.run.SandboxState.ServerPhase;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.watchdog.ProcessIdentity;
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

/** Starts real servers. */
@Timeout(300)
class SandboxIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final SandboxProcesses ownProcesses = new SandboxProcesses(ProcessIdentity.current());

    @TempDir
    private Path folder;

    @AfterEach
    void killRemainingProcesses() throws InterruptedException {
        ownProcesses.killAll(TIMEOUT);
    }

    private SandboxOptions options(ServerName... servers) {
        return SandboxOptions.in(folder).withServers(Set.of(servers));
    }

    @Test
    void restartsKilledServerAndStops() throws Exception {
        RunPaths paths = new RunPaths(folder);
        try (Sandbox sandbox = Sandbox.start(options(ServerName.ZOOKEEPER, ServerName.KAFKA), Progress.SILENT)) {
            assertThat(topics(sandbox))
                    .containsExactlyInAnyOrder(
                            "access-log", "access-log-rejected", "course-counts", "course-activity", "course-audits");
            assertThat(SandboxState.readRunning(paths).orElseThrow().ready()).isTrue();
            assertThat(ownProcesses.all()).hasSize(2);

            sandbox.kill(ServerName.KAFKA);
            sandbox.awaitReady(ServerName.KAFKA, TIMEOUT);

            assertThat(topics(sandbox)).contains("access-log");
            assertThat(sandbox.servers()).allSatisfy(server -> {
                assertThat(server.phase()).isEqualTo(ServerPhase.READY);
                assertThat(server.restarts()).isEqualTo(server.name().equals("kafka") ? 1 : 0);
            });
        }

        assertThat(ownProcesses.all()).isEmpty();
        assertThat(SandboxState.read(paths)).isEmpty();
    }

    @Test
    void failedStartReportsServerAndStopsOthers() throws Exception {
        // A data directory of another cluster.
        Path data = Files.createDirectories(folder.resolve("kafka/data/kafka"));
        Files.writeString(folder.resolve(".coursepulse-sandbox"), "layout 1\n");
        Files.writeString(data.resolve("meta.properties"), "version=1\ncluster.id=AAAAAAAAAAAAAAAAAAAAAA\nnode.id=7\n");

        assertThatThrownBy(() -> Sandbox.start(options(ServerName.ZOOKEEPER, ServerName.KAFKA), Progress.SILENT))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("kafka ended with exit code 1")
                .hasMessageContaining("meta.properties")
                .hasMessageContaining("delete the server's folder");

        assertThat(ownProcesses.all()).isEmpty();
    }

    private static Set<String> topics(Sandbox sandbox) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.kafkaBootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }
}
