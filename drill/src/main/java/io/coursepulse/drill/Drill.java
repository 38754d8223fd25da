package io.coursepulse.drill;

import io.coursepulse.demo.Comparison;
import io.coursepulse.demo.Difference;
import io.coursepulse.demo.ProgressWaiter;
import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LineOutcome;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.store.CounterReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.audit.Audit;
import io.coursepulse.topology.audit.AuditReport;
import io.coursepulse.topology.audit.Recount;
import io.coursepulse.topology.audit.RecountReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Breaks a running pipeline, round by round, while lines flow, and asks after each round whether counting goes on and
 * whether the numbers agree. At the end four counts of the same lines must be one: the generator's, a plain reader's over
 * Kafka, the recount's and the store's. For one thread.
 */
public final class Drill {

    private final Sandbox sandbox;
    private final PipelineConfig pipeline;
    private final CounterReader store;
    private final LogWriter writer;
    private final Consumer<String> out;
    private final LedgerMonitor ledger;
    private final DrillCluster cluster;

    /**
     * Prepares a drill.
     *
     * @param sandbox with two Storm nodes
     * @param pipeline the configuration that it was booted with
     * @param store the counts
     * @param writer writes the lines; not started yet
     * @param out takes what is to be shown
     */
    public Drill(
            Sandbox sandbox, PipelineConfig pipeline, CounterReader store, LogWriter writer, Consumer<String> out) {
        this.sandbox = sandbox;
        this.pipeline = pipeline;
        this.store = store;
        this.writer = writer;
        this.out = out;
        this.ledger = new LedgerMonitor(store);
        this.cluster = new DrillCluster(sandbox, ledger, pipeline.kafka().accessLog());
    }

    /**
     * Runs the rounds and the proof.
     *
     * @return whether everything went as it must
     */
    public boolean run(int rounds, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        writer.start();
        ledger.awaitCommit("the start");
        out.accept(RoundReport.header());
        int round = 0;
        for (Fault fault : FaultSchedule.of(rounds, seed)) {
            round++;
            // At another moment of the batches each time.
            Thread.sleep(random.nextInt(500));
            ledger.awaitCommit("the last round");
            RoundReport report = runRound(round, fault, random);
            out.accept(report.text());
            if (!report.verdict().equals(OK)) {
                out.accept("FAILED in round " + round + ", seed " + seed + "; the servers' logs are in "
                        + sandbox.paths().root());
                return false;
            }
        }
        return verifyCounts();
    }

    private static final String OK = "ok";

    private static final int MAX_AUDIT_RETRIES = 2;

    private RoundReport runRound(int round, Fault fault, SplittableRandom random) throws InterruptedException {
        Instant start = Instant.now();
        String target = "";
        Duration timeToCommit = Duration.ZERO;
        try {
            InjectedFault injected = fault.inject(cluster, random);
            target = injected.target();
            ledger.awaitCommit("the " + fault);
            timeToCommit = Duration.between(start, Instant.now());
            injected.recovery().complete();
            Duration recoveryTime = Duration.between(start, Instant.now());
            return new RoundReport(round, fault, target, timeToCommit, recoveryTime, audit());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Duration lost = Duration.between(start, Instant.now());
            return new RoundReport(round, fault, target, timeToCommit, lost, "FAILED: " + e.getMessage());
        }
    }

    /**
     * A batch whose worker has died is in the ledger, and not in the counters, until another worker has tried it again. So
     * only what still differs when counting has gone on is a difference.
     */
    private String audit() throws InterruptedException {
        AuditReport report = new Audit(pipeline.kafka(), store).run();
        for (int again = 0; again < MAX_AUDIT_RETRIES && !report.isConsistent(); again++) {
            ledger.awaitCommit("an audit that found differences");
            report = new Audit(pipeline.kafka(), store).run();
        }
        return report.isConsistent() ? OK : String.join("; ", report.differences());
    }

    private boolean verifyCounts() throws IOException, InterruptedException {
        GroundTruth truth = writer.stop();
        out.accept("No more faults and no more lines; waiting until all are counted...");
        try (KafkaLineReader kafka = new KafkaLineReader(
                sandbox.kafkaBootstrapServers(),
                pipeline.kafka().accessLog(),
                pipeline.lines().zone())) {
            new ProgressWaiter("in Kafka", () -> {
                        kafka.readToEnd();
                        return kafka.distinct();
                    })
                    .await(truth::lines);
            new ProgressWaiter("counted", ledger::lines).await(kafka::lines);
            AuditReport audit = new Audit(pipeline.kafka(), store).run();
            out.accept(audit.text());
            boolean exact = audit.isConsistent() && audit.idle();
            for (LocalDate day : days(truth)) {
                RecountReport recount = new Recount(pipeline, store, (lines, of) -> {}).run(day, Optional.empty());
                out.accept("recount of " + day);
                out.accept(recount.text());
                exact &= recount.isExact();
            }
            out.accept(String.format(
                    "%-34s %,15d lines, %,d of them clicks", "the generator", truth.lines(), truth.counted()));
            out.accept(String.format(
                    "%-34s %,15d lines, %,d of them brought twice by Flume",
                    "Kafka", kafka.lines(), kafka.lines() - kafka.distinct()));
            List<Difference> lost = differences(truth, kafka.deduplicated());
            Comparison comparison = Comparison.whenSettled(kafka.all(), store);
            out.accept(String.format(
                    "%-34s %,15d clicks in %,d counters", "the store", comparison.clicks(), comparison.counters()));
            show("Kafka has other lines than the generator wrote", lost);
            show("the store has other counts than Kafka's lines", comparison.differences());
            return exact && lost.isEmpty() && comparison.differences().isEmpty();
        }
    }

    private static Set<LocalDate> days(GroundTruth truth) {
        Set<LocalDate> days = new TreeSet<>();
        truth.table(Dimension.COURSE.table())
                .keySet()
                .forEach(row -> days.add(CounterRow.parse(Dimension.COURSE, row).day()));
        return days;
    }

    private static List<Difference> differences(GroundTruth expected, GroundTruth found) {
        List<Difference> differences = new ArrayList<>();
        for (LineOutcome outcome : LineOutcome.values()) {
            if (expected.lines(outcome) != found.lines(outcome)) {
                differences.add(
                        new Difference("lines " + outcome.label(), expected.lines(outcome), found.lines(outcome)));
            }
        }
        for (Dimension dimension : Dimension.values()) {
            Map<String, Long> these = expected.table(dimension.table());
            Map<String, Long> those = found.table(dimension.table());
            Set<String> rows = new TreeSet<>(these.keySet());
            rows.addAll(those.keySet());
            for (String row : rows) {
                long one = these.getOrDefault(row, 0L);
                long other = those.getOrDefault(row, 0L);
                if (one != other) {
                    differences.add(new Difference(dimension.table() + "/" + row, one, other));
                }
            }
        }
        return differences;
    }

    private void show(String what, List<Difference> differences) {
        if (!differences.isEmpty()) {
            out.accept(what + ", in " + differences.size() + " numbers:");
            differences.stream().limit(20).forEach(each -> out.accept("  " + each));
        }
    }
}
