package io.coursepulse.drill;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.demo.Comparison;
import io.coursepulse.demo.Comparison.Difference;
import io.coursepulse.drill.fault.DrillCluster;
import io.coursepulse.drill.fault.Fault;
import io.coursepulse.drill.fault.InjectedFault;
import io.coursepulse.drill.fault.LedgerMonitor;
import io.coursepulse.drill.fault.SkewedClock;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.store.CounterReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.audit.Audit;
import io.coursepulse.topology.audit.AuditException;
import io.coursepulse.topology.audit.AuditReport;
import io.coursepulse.topology.audit.Recount;
import io.coursepulse.topology.audit.RecountReport;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Injects faults into a running pipeline under load, round by round, and after each round checks that counting continues and
 * audits. At the end four counts of the same lines must be equal: the generator's, an independent reader's of Kafka, the
 * recount's and the store's. For one thread.
 */
public final class Drill {

    private static final String OK = "ok";

    private static final int MAX_AUDIT_RETRIES = 2;
    private static final int MAX_SHOWN = 20;

    private final Sandbox sandbox;
    private final PipelineConfig pipeline;
    private final CounterReader store;
    private final LogWriter writer;
    private final Consumer<String> out;
    private final LedgerMonitor ledger;
    private final DrillCluster cluster;
    private boolean rulesChanged;

    /**
     * Prepares a drill.
     *
     * @param sandbox with two Storm nodes
     * @param pipeline its configuration
     * @param store the counts
     * @param writer writes the lines, by {@code clock}; not started yet
     * @param clock the web server's clock
     * @param workers of the topology
     * @param out receives the report, line by line
     */
    public Drill(
            Sandbox sandbox,
            PipelineConfig pipeline,
            CounterReader store,
            LogWriter writer,
            SkewedClock clock,
            int workers,
            Consumer<String> out) {
        this.sandbox = sandbox;
        this.pipeline = pipeline;
        this.store = store;
        this.writer = writer;
        this.out = out;
        this.ledger = new LedgerMonitor(store);
        this.cluster = new DrillCluster(sandbox, ledger, pipeline.kafka().accessLog(), writer, clock, workers);
    }

    /**
     * Runs the rounds and the final verification.
     *
     * @param faults one for each round
     * @param seed chooses the targets
     * @return whether all of them passed
     */
    public boolean run(List<Fault> faults, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        rulesChanged = faults.contains(Fault.RULES);
        writer.start();
        ledger.awaitCommit("the start");
        out.accept(RoundReport.header());
        FaultTable table = new FaultTable();
        int round = 0;
        for (Fault fault : faults) {
            round++;
            // A different moment within the batches each time.
            Thread.sleep(random.nextInt(500));
            ledger.awaitCommit("the last round");
            RoundReport report = runRound(round, fault, random);
            out.accept(report.text());
            table.add(fault, report.timeToCommit());
            if (!report.verdict().equals(OK)) {
                out.accept("FAILED in round " + round + ", seed " + seed + "; server logs: "
                        + sandbox.paths().root());
                return false;
            }
        }
        out.accept(table.text());
        return verifyCounts();
    }

    private RoundReport runRound(int round, Fault fault, SplittableRandom random) throws InterruptedException {
        Stopwatch stopwatch = Stopwatch.started();
        String target = "";
        Duration timeToCommit = Duration.ZERO;
        try {
            InjectedFault injected = fault.inject(cluster, random);
            target = injected.target();
            ledger.awaitCommit("the " + fault);
            timeToCommit = Duration.ofNanos(System.nanoTime() - injected.sinceNanos());
            injected.recovery().complete();
            Duration recoveryTime = stopwatch.elapsed();
            return new RoundReport(round, fault, target, timeToCommit, recoveryTime, audit());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Duration lost = stopwatch.elapsed();
            return new RoundReport(round, fault, target, timeToCommit, lost, "FAILED: " + e.getMessage());
        }
    }

    /**
     * The batch of a killed worker is in the ledger but not in the counters until another worker has replayed it. So only
     * what still differs after further commits is a difference.
     */
    private String audit() throws InterruptedException {
        AuditReport report = new Audit(pipeline.kafka(), store).run();
        for (int again = 0; again < MAX_AUDIT_RETRIES && !report.isConsistent(); again++) {
            ledger.awaitCommit("the failed audit");
            report = new Audit(pipeline.kafka(), store).run();
        }
        return report.isConsistent() ? OK : String.join("; ", report.differences());
    }

    private boolean verifyCounts() throws IOException, InterruptedException {
        GroundTruth truth = writer.stop();
        out.accept("Faults and input stopped; waiting for all lines to be counted...");
        try (KafkaLineReader kafka = new KafkaLineReader(
                sandbox.kafkaBootstrapServers(),
                pipeline.kafka().accessLog(),
                pipeline.lines().zone())) {
            new Await.Progress("lines in Kafka", () -> {
                        kafka.readToEnd();
                        return kafka.distinct();
                    })
                    .await(truth::lines);
            new Await.Progress("lines counted", ledger::lines).await(kafka::lines);
            AuditReport audit = new Audit(pipeline.kafka(), store).run();
            out.accept(audit.text());
            boolean exact = audit.isConsistent() && audit.idle();
            for (LocalDate day : Comparison.days(truth)) {
                out.accept("recount of " + day);
                exact &= recount(day);
            }
            out.accept(String.format(
                    "%-34s %,15d lines, %,d of them clicks", "the generator", truth.lines(), truth.counted()));
            out.accept(String.format(
                    "%-34s %,15d lines, %,d of them delivered twice by Flume",
                    "Kafka", kafka.lines(), kafka.lines() - kafka.fromStrangers() - kafka.distinct()));
            List<Difference> lost = Comparison.of(truth, kafka.deduplicated()).differences();
            Comparison comparison = Comparison.whenSettled(kafka.all(), store);
            out.accept(String.format(
                    "%-34s %,15d clicks in %,d counters", "the store", comparison.clicks(), comparison.counters()));
            show("Lines in Kafka differ from the generated lines", lost);
            show("Counts in the store differ from the lines in Kafka", comparison.differences());
            return exact && lost.isEmpty() && comparison.differences().isEmpty();
        }
    }

    private boolean recount(LocalDate day) throws InterruptedException {
        try {
            RecountReport recount = new Recount(pipeline, store, (lines, of) -> {}).run(day, Optional.empty());
            out.accept(recount.text());
            return recount.isExact();
        } catch (AuditException e) {
            // A recount has one set of rules; the other counts are compared all the same.
            boolean expected = rulesChanged && e.getMessage().contains("counted under rules");
            out.accept((expected ? "not possible after the fault rules: " : "FAILED: ") + e.getMessage());
            return expected;
        }
    }

    private void show(String what, List<Difference> differences) {
        if (!differences.isEmpty()) {
            out.accept(what + ", in " + differences.size() + " numbers:");
            differences.stream().limit(MAX_SHOWN).forEach(each -> out.accept("  " + each));
        }
    }

    /**
     * The result of one round.
     *
     * @param round from 1 on
     * @param target the process or server that was hit
     * @param timeToCommit from the fault, or from the end of a lasting one, to the commit of a batch that began after it
     * @param recoveryTime from the beginning of the fault until the target or its successor worked again
     * @param verdict {@code ok}, or what failed
     */
    private record RoundReport(
            int round, Fault fault, String target, Duration timeToCommit, Duration recoveryTime, String verdict) {

        static String header() {
            return String.format(
                    "%5s  %-18s %-58s %15s %9s  %s", "round", "fault", "target", "first commit", "recovery", "audit");
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%5d  %-18s %-58s %13.1f s %7.1f s  %s",
                    round,
                    fault,
                    target,
                    timeToCommit.toMillis() / 1e3,
                    recoveryTime.toMillis() / 1e3,
                    verdict);
        }
    }
}
