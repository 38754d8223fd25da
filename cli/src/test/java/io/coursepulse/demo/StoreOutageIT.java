package io.coursepulse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.store.CounterStore;
import io.coursepulse.watchdog.ProcessIdentity;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database is killed twice (kill -9) under load; every counter is compared at the end. */
@Timeout(600)
class StoreOutageIT {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "H2"})
    void killedDatabaseLosesNoClicks(StoreName name) throws Exception {
        // Kept after a failure, with every server's log.
        Path folder = Path.of("target", "it", "outage-" + name);
        SandboxOptions options = SandboxOptions.in(folder)
                .withStore(name)
                .withServers(Set.of(ServerName.FLUME, ServerName.TOPOLOGY))
                .withCleanStart()
                .withZone(ZONE);
        try (Sandbox sandbox = Sandbox.start(options, Progress.SILENT);
                CounterStore store = sandbox.store().open();
                LogWriter writer = new LogWriter(
                        GeneratorOptions.defaults(1_000, 5).withZone(ZONE),
                        StopAfter.NEVER,
                        sandbox.accessLog(),
                        InstantSource.system())) {
            writer.start();
            Await.Progress counted = new Await.Progress(
                    "lines counted", () -> LedgerSums.of(store).lines());
            counted.await(() -> 1_000);
            for (int kill = 0; kill < 2; kill++) {
                Set<ProcessIdentity> killed = Set.copyOf(sandbox.processes(name.server()));
                assertThat(killed).isNotEmpty();
                long written = writer.truth().lines();
                sandbox.kill(name.server());
                assertThat(killed).noneMatch(ProcessIdentity::isAlive);
                // Lines that did not exist when the database was killed.
                counted.await(() -> written + 1_000);
                assertThat(sandbox.processes(name.server())).doesNotContainAnyElementsOf(killed);
            }
            GroundTruth truth = writer.stop();
            counted.await(truth::lines);
            assertThat(Comparison.whenSettled(truth, store).differences()).isEmpty();
        }
    }
}
