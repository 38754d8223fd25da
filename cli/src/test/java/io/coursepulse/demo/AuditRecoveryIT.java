package io.coursepulse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.cli.CommandResult;
import io.coursepulse.cli.SandboxDeployment;
import io.coursepulse.config.Settings;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.StampedValue;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.audit.AuditCommand;
import io.coursepulse.topology.audit.RecountCommand;
import io.coursepulse.topology.audit.RecoverCommand;
import io.coursepulse.topology.audit.RepairCommand;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.storm.cluster.DaemonType;
import org.apache.storm.shade.org.apache.curator.framework.CuratorFramework;
import org.apache.storm.utils.CuratorUtils;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands that audit and repair the counts, on real servers: each detects exactly what is wrong. */
@Timeout(900)
class AuditRecoveryIT {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Set<ServerName> SERVERS = Set.of(ServerName.TOPOLOGY, ServerName.FLUME);

    /** Kept after a failure, with every server's log. */
    private final Path folder = Path.of("target", "it", "proof");

    private CommandResult run(Object command, String... arguments) {
        return CommandResult.of(folder, command, arguments);
    }

    @Test
    void detectsWrongCountsAndRebuildsLostTransactionState() throws Exception {
        SandboxOptions options =
                SandboxOptions.in(folder).withServers(SERVERS).withCleanStart().withZone(ZONE);
        try (Sandbox sandbox = Sandbox.start(options, Progress.SILENT);
                LogWriter writer = new LogWriter(
                        GeneratorOptions.defaults(500, 5).withZone(ZONE),
                        StopAfter.NEVER,
                        sandbox.accessLog(),
                        InstantSource.system())) {
            PipelineConfig pipeline = Settings.read(sandbox.configuration(), PipelineConfig::of);
            try (CounterStore store = pipeline.store().open()) {
                Await.Progress counted = new Await.Progress(
                        "lines counted", () -> LedgerSums.of(store).lines());
                writer.start();
                counted.await(() -> 2_000);
                // While counting.
                CommandResult moving = run(new AuditCommand(new SandboxDeployment()));
                assertThat(moving.exit()).as(moving.out()).isZero();
                CommandResult recounting = run(new RecountCommand(new SandboxDeployment()));
                assertThat(recounting.exit())
                        .as("%s%n%s", recounting.out(), recounting.err())
                        .isZero();
                assertThat(recounting.lastLine()).isEqualTo("CONSISTENT");
                assertFalsifiedCountIsRepairedWhileCounting(store);

                deleteTransactionState(sandbox);
                sandbox.restart(ServerName.TOPOLOGY);
                long atLoss = LedgerSums.of(store).lines();
                counted.await(() -> atLoss + 1_000);

                deleteTransactionState(sandbox);
                CommandResult recovered = run(new RecoverCommand(new SandboxDeployment()));
                assertThat(recovered.exit())
                        .as("%s%n%s", recovered.out(), recovered.err())
                        .isZero();
                assertThat(recovered.out()).contains("access-log-0").contains("Rebuilt the transaction state");
                long atRecovery = LedgerSums.of(store).lines();
                counted.await(() -> atRecovery + 1_000);

                GroundTruth truth = writer.stop();
                counted.await(truth::lines);
                assertThat(Comparison.whenSettled(truth, store).differences()).isEmpty();
                assertThat(run(new AuditCommand(new SandboxDeployment())).lastLine())
                        .isEqualTo("EXACT");
                String day = truth.table(Dimension.COURSE.table())
                        .keySet()
                        .iterator()
                        .next()
                        .substring(0, 8);
                CommandResult recount = run(new RecountCommand(new SandboxDeployment()), "--day", day);
                assertThat(recount.lastLine()).as(recount.out()).isEqualTo("EXACT");
                assertWrongCountIsDetected(truth, store, day);
                assertReplacedTopicIsDetected(sandbox);
            }
        }
    }

    /** Of a course that is in the counter task's cache and gets more clicks meanwhile. */
    private void assertFalsifiedCountIsRepairedWhileCounting(CounterStore store) {
        LocalDate today = LocalDate.now(ZONE);
        CounterValue course = store.day(Dimension.COURSE, today).get(0);
        CellKey cell = CellKey.counter(course.row());
        StampedValue right = store.read(Set.of(cell)).get(cell);
        store.write(Map.of(cell, new StampedValue(right.value() + 1_000_000, right.txid() + 1_000_000)));
        String day = today.toString();
        CommandResult dryRun = run(new RepairCommand(new SandboxDeployment()), "--day", day, "--dry-run");
        assertThat(dryRun.exit()).as("%s%n%s", dryRun.out(), dryRun.err()).isEqualTo(1);
        assertThat(dryRun.out()).contains(cell.table() + "/" + cell.row());

        CommandResult repair = run(new RepairCommand(new SandboxDeployment()), "--day", day);
        assertThat(repair.exit()).as("%s%n%s", repair.out(), repair.err()).isZero();
        assertThat(repair.out()).contains(cell.table() + "/" + cell.row()).contains("Set these 1 counters");
        assertThat(repair.lastLine()).isEqualTo("EXACT");
        assertThat(run(new AuditCommand(new SandboxDeployment())).out())
                .containsPattern("repaired   " + today + " at .*: 1 counters");
    }

    /** The topology is killed first, because it holds the state in memory and would write it back. */
    private static void deleteTransactionState(Sandbox sandbox) throws Exception {
        sandbox.stop(ServerName.TOPOLOGY);
        try (CuratorFramework zooKeeper = zooKeeper(sandbox)) {
            zooKeeper.delete().deletingChildrenIfNeeded().forPath("/transactional/counts");
        }
    }

    private void assertWrongCountIsDetected(GroundTruth truth, CounterStore store, String day) {
        String row = truth.table(Dimension.COURSE.table()).keySet().iterator().next();
        CellKey cell = CellKey.counter(Dimension.COURSE.table(), row);
        StampedValue right = store.read(Set.of(cell)).get(cell);
        store.write(Map.of(cell, new StampedValue(right.value() + 1, right.txid())));

        CommandResult audit = run(new AuditCommand(new SandboxDeployment()));
        assertThat(audit.exit()).isEqualTo(1);
        assertThat(audit.lastLine()).isEqualTo("DIFFERENT");
        assertThat(audit.out()).contains("course_clickcount sums to " + (truth.counted() + 1));
        CommandResult recount = run(new RecountCommand(new SandboxDeployment()), "--day", day);
        assertThat(recount.exit()).isEqualTo(1);
        assertThat(recount.lastLine()).isEqualTo("DIFFERENT");
        assertThat(recount.out()).contains("course_clickcount/" + row).contains("(+1)");

        store.write(Map.of(cell, right));
        assertThat(run(new AuditCommand(new SandboxDeployment())).exit()).isZero();
        assertThat(run(new RecountCommand(new SandboxDeployment()), "--day", day)
                        .exit())
                .isZero();
    }

    private void assertReplacedTopicIsDetected(Sandbox sandbox) throws Exception {
        sandbox.stop(ServerName.TOPOLOGY);
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.kafkaBootstrapServers()))) {
            admin.deleteTopics(List.of("access-log")).all().get();
            new Await.Progress("gone", () -> listed(admin) ? 0 : 1).await(() -> 1);
            admin.createTopics(List.of(new NewTopic("access-log", 4, (short) 1)))
                    .all()
                    .get();
        }
        CommandResult audit = run(new AuditCommand(new SandboxDeployment()));
        assertThat(audit.exit()).isEqualTo(1);
        assertThat(audit.out()).contains("access-log-0: the ledger has counted it up to offset");
        CommandResult recount = run(new RecountCommand(new SandboxDeployment()));
        assertThat(recount.exit()).isEqualTo(3);
        assertThat(recount.err()).contains("Deleted lines cannot be recounted");
        CommandResult recover = run(new RecoverCommand(new SandboxDeployment()));
        assertThat(recover.exit()).isEqualTo(3);
        assertThat(recover.err()).contains("Kafka does not have the lines of access-log-");
    }

    private static boolean listed(Admin admin) {
        try {
            return admin.listTopics().names().get().contains("access-log");
        } catch (InterruptedException | ExecutionException e) {
            throw new KafkaException(e);
        }
    }

    private static CuratorFramework zooKeeper(Sandbox sandbox) {
        Map<String, Object> conf = Utils.readDefaultConfig();
        return CuratorUtils.newCuratorStarted(
                conf,
                List.of("127.0.0.1"),
                sandbox.ports().of(PortName.ZOOKEEPER),
                null,
                DaemonType.WORKER.getDefaultZkAcls(conf));
    }
}
