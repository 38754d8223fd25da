package io.coursepulse.blacklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.cli.CommandResult;
import io.coursepulse.cli.SandboxDeployment;
import io.coursepulse.config.Settings;
import io.coursepulse.demo.LedgerSums;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LineOutcome;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.store.StampedValue;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.audit.AuditCommand;
import io.coursepulse.topology.audit.RecountCommand;
import io.coursepulse.topology.blacklist.BlacklistCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The whole pipeline while its blacklist changes: changes apply within two seconds, the counts stay exact, and the rejected
 * lines are in their own topic.
 */
@Timeout(600)
class LiveChangesIT {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Kept after a failure, with every server's log. */
    private final Path folder = Path.of("target", "it", "live-changes");

    private CommandResult run(Object command, String... arguments) {
        return CommandResult.of(folder, command, arguments);
    }

    @Test
    void blacklistChangesWhileCountingLoseNoLines() throws Exception {
        SandboxOptions options = SandboxOptions.in(folder)
                .withServers(Set.of(ServerName.TOPOLOGY, ServerName.FLUME))
                .withStore(StoreName.H2)
                .withCleanStart()
                .withZone(ZONE);
        try (Sandbox sandbox = Sandbox.start(options, Progress.SILENT);
                LogWriter writer = new LogWriter(
                        GeneratorOptions.defaults(500, 11).withZone(ZONE),
                        StopAfter.NEVER,
                        sandbox.accessLog(),
                        InstantSource.system())) {
            PipelineConfig pipeline = Settings.read(sandbox.configuration(), PipelineConfig::of);
            try (CounterReader store = pipeline.store().openReader()) {
                Await.Progress counted = new Await.Progress(
                        "lines counted", () -> LedgerSums.of(store).lines());
                writer.start();
                counted.await(() -> 2_000);
                assertThat(run(new BlacklistCommand(new SandboxDeployment()), "list")
                                .out())
                        .startsWith("# version 0, 0 entries");

                assertChangeIsApplied(
                        store,
                        1,
                        run(
                                new BlacklistCommand(new SandboxDeployment()),
                                "add",
                                "--agent",
                                "Chrome/",
                                "--agent",
                                "MicroMessenger"));
                long atFirst = LedgerSums.of(store).lines();
                counted.await(() -> atFirst + 1_000);
                assertChangeIsApplied(
                        store,
                        2,
                        run(new BlacklistCommand(new SandboxDeployment()), "import", "--replace", list().toString()));
                long atSecond = LedgerSums.of(store).lines();
                counted.await(() -> atSecond + 1_000);
                CommandResult wrong = run(new BlacklistCommand(new SandboxDeployment()), "remove", "198.51.100.7");
                assertThat(wrong.exit()).isEqualTo(1);
                assertThat(wrong.err())
                        .contains("198.51.100.7 is not on the list")
                        .contains("Nothing was changed");

                GroundTruth truth = writer.stop();
                counted.await(truth::lines);
                LedgerSums ledger = LedgerSums.of(store);
                assertThat(ledger.outcomes().get("blacklisted")).isPositive();
                assertThat(ledger.outcomes().get("counted")
                                + ledger.outcomes().get("blacklisted")
                                + ledger.outcomes().get("robot"))
                        .as("course pages")
                        .isEqualTo(truth.counted() + truth.lines(LineOutcome.ROBOT));
                assertExact(run(new AuditCommand(new SandboxDeployment())));
                assertThat(RejectedLines.read(sandbox.kafkaBootstrapServers(), "course-audits"))
                        .extracting(verdict -> new String(verdict.value(), StandardCharsets.UTF_8))
                        .singleElement()
                        .asString()
                        .contains(
                                "\"verdict\":\"EXACT\"",
                                "\"counted\":" + ledger.outcomes().get("counted"));
                String day = truth.table(Dimension.COURSE.table())
                        .keySet()
                        .iterator()
                        .next()
                        .substring(0, 8);
                assertExact(run(new RecountCommand(new SandboxDeployment()), "--day", day));
                RejectedLines.in(sandbox.kafkaBootstrapServers()).assertMatches(ledger, truth);
            }
        }
    }

    private Path list() throws Exception {
        return Files.writeString(
                folder.resolve("list.txt"),
                "# blocked\n1.0.0.0/8 # a network\n2000::/3\n\nagent Firefox\ncourse 100\n");
    }

    private static void assertExact(CommandResult answer) {
        assertThat(answer.lastLine()).as("%s%n%s", answer.out(), answer.err()).isEqualTo("EXACT");
    }

    /** Within two seconds after the command, the ledger has the first batch that used the new version. */
    private static void assertChangeIsApplied(CounterReader store, long version, CommandResult changed)
            throws InterruptedException {
        Instant start = Instant.now();
        assertThat(changed.err()).isEmpty();
        assertThat(changed.out()).startsWith("version " + version + ", ");
        Await.until(
                "a batch with version " + version + " of the blacklist", Duration.ofMinutes(2), () -> versions(store)
                        .containsValue(version));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    private static Map<String, Long> versions(CounterReader store) {
        Map<String, Long> versions = new TreeMap<>();
        for (Map.Entry<String, Map<String, StampedValue>> row : store.ledger().entrySet()) {
            versions.put(
                    row.getKey(), LedgerRow.of(row.getValue()).orElseThrow().blacklist());
        }
        return versions;
    }
}
