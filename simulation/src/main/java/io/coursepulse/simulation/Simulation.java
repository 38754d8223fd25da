package io.coursepulse.simulation;

import io.coursepulse.simulation.LineTemplates.Line;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.audit.AuditException;
import io.coursepulse.topology.audit.TransactionState;
import io.coursepulse.topology.audit.TransactionStateRecovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One run: lines are appended and counted while faults happen; then the faults end, and every line must have been counted
 * exactly once. The seed decides everything, so that a failure can be repeated.
 */
final class Simulation {

    private static final int MAX_STEPS_AT_REST = 60_000;

    /** More than enough for every batch in flight to be replayed several times. */
    private static final long MAX_MILLIS_AT_REST = 20 * 60_000L;

    private static final List<Line> TEMPLATES = LineTemplates.of(
            TopologyPlan.of(new Shape(1, 1, 1, Defect.NONE)).pipeline().lines());

    private final long seed;
    private final Defect defect;
    private final SplittableRandom random;
    private final SimulatedCluster cluster;
    private final List<List<Line>> lines = new ArrayList<>();
    private final Judge judge;
    private final boolean faultless;
    private int linesLeft;
    private boolean recovered;

    /**
     * What became of a seed.
     *
     * @param seed the seed
     * @param failure what is wrong; empty if every line was counted once
     * @param recovered whether counting had stopped, and went on after {@code recover}
     * @param steps the number of events
     * @param digest of the order of events: equal for two runs of the same seed
     */
    record Result(long seed, Optional<String> failure, boolean recovered, int steps, long digest) {}

    private Simulation(long seed, Defect defect, List<String> trace) {
        this.seed = seed;
        this.defect = defect;
        this.random = new SplittableRandom(seed);
        this.cluster = new SimulatedCluster(random, trace);
        this.judge = new Judge(cluster.store(), cluster.blacklists(), lines);
        this.faultless = random.nextInt(50) == 0;
        this.linesLeft = 10 + random.nextInt(60);
    }

    /** Runs a seed. */
    static Result run(long seed, Defect defect) {
        return new Simulation(seed, defect, null).run();
    }

    /** Runs a seed, and writes what happens to {@code trace}. */
    static Result trace(long seed, Defect defect, List<String> trace) {
        return new Simulation(seed, defect, trace).run();
    }

    private Result run() {
        for (int partitions = 1 + random.nextInt(3); partitions > 0; partitions--) {
            cluster.addPartition(lines);
        }
        appendLines();
        submit();
        Optional<String> failure = withFaults().or(this::atRest);
        failure.ifPresent(text -> cluster.trace(() -> "FAILED: " + text));
        return new Result(seed, failure, recovered, cluster.steps(), cluster.digest());
    }

    private Shape shape() {
        int inFlight = defect == Defect.ATTEMPTS_REPEATED ? 1 : random.nextBoolean() ? 3 : 1 + random.nextInt(2);
        return new Shape(1 + random.nextInt(3), 1 + random.nextInt(3), inFlight, defect);
    }

    private void submit() {
        cluster.submit(TopologyPlan.of(shape()), 1 + random.nextInt(4));
    }

    private void appendLines() {
        for (int count = 1 + random.nextInt(6); count > 0 && linesLeft > 0; count--) {
            Line line = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
            int partition = random.nextInt(lines.size());
            cluster.kafka().append(partition, line.bytes());
            lines.get(partition).add(line);
            linesLeft--;
        }
    }

    private Optional<String> withFaults() {
        int budget = 400 + random.nextInt(2_500);
        int faultEvery = 50 + random.nextInt(500);
        int nextFault = random.nextInt(faultEvery);
        int nextCheck = random.nextInt(300);
        int nextLines = 0;
        while (cluster.steps() < budget) {
            if (!cluster.step()) {
                return Optional.of("nothing happens any more: " + cluster.waiting());
            }
            int step = cluster.steps();
            if (step >= nextLines) {
                appendLines();
                nextLines = step + random.nextInt(150);
            }
            if (step >= nextFault && !faultless) {
                injectFault();
                nextFault = step + random.nextInt(2 * faultEvery);
            }
            if (step >= nextCheck) {
                Optional<String> failure = check();
                if (failure.isPresent()) {
                    return failure;
                }
                nextCheck = step + 150 + random.nextInt(300);
            }
        }
        while (linesLeft > 0) {
            appendLines();
        }
        return check();
    }

    private Optional<String> check() {
        return cluster.crash().or(() -> judge.inconsistency().map(text -> text + " (" + judge.position() + ")"));
    }

    private Optional<String> atRest() {
        cluster.heal();
        return untilCounted().flatMap(stuck -> {
            if (!cluster.lastReport().contains("`recover`")) {
                return Optional.of(stuck);
            }
            return recover().or(this::untilCounted);
        });
    }

    /** What an operator does who reads that message. */
    private Optional<String> recover() {
        recovered = true;
        cluster.trace(() -> "an operator runs `recover`");
        cluster.killTopology();
        PipelineConfig pipeline = TopologyPlan.of(shape()).pipeline();
        String id = pipeline.counts().transactionId();
        try (TransactionState state = new TransactionState(
                StormInternals.state(cluster.zooKeeper(), id, "coordinator"),
                StormInternals.state(cluster.zooKeeper(), id, "user"))) {
            new TransactionStateRecovery(pipeline, cluster.store(), state, false, cluster.kafka()::offsets)
                    .run()
                    .forEach(line -> cluster.trace(() -> "recover: " + line));
        } catch (AuditException e) {
            return Optional.of("`recover` refuses: " + e.getMessage() + " (" + judge.position() + "; "
                    + judge.difference().orElse("the counters agree with the ledger") + ")");
        }
        submit();
        return Optional.empty();
    }

    private Optional<String> untilCounted() {
        int lastStep = cluster.steps() + MAX_STEPS_AT_REST;
        long lastMillis = cluster.now() + MAX_MILLIS_AT_REST;
        int nextCheck = 0;
        while (cluster.steps() < lastStep && cluster.now() < lastMillis) {
            if (cluster.steps() >= nextCheck) {
                Optional<String> failure = check();
                if (failure.isPresent()) {
                    return failure;
                }
                if (judge.allCounted()) {
                    return afterwards();
                }
                nextCheck = cluster.steps() + 40;
            }
            if (!cluster.step()) {
                break;
            }
        }
        return check().or(() -> Optional.of(
                "stuck at " + judge.position() + "; " + judge.difference().orElse("the counters agree with the ledger")
                        + "; " + cluster.waiting() + "; last report: " + cluster.lastReport()));
    }

    /** What is still under way must not change anything. */
    private Optional<String> afterwards() {
        for (int steps = 0; steps < 300 && cluster.step(); steps++) {
            // Late messages arrive, batches that were counted are replayed.
        }
        return check().or(judge::difference);
    }

    private void injectFault() {
        Optional<Worker> any = cluster.anyWorker();
        if (any.isEmpty()) {
            return;
        }
        Worker worker = any.get();
        long brief = random.nextInt(3_000);
        switch (random.nextInt(20)) {
            case 0, 1 -> cluster.kill(worker);
            case 2, 3, 4 -> cluster.coordinator().ifPresent(cluster::kill);
            case 5, 6, 7 -> cluster.killAfterCalls(random.nextInt(12));
            case 8 -> cluster.cutOff(worker);
            case 9, 10 -> cluster.coordinator().ifPresent(cluster::cutOff);
            case 11 -> cluster.freeze(worker, brief);
            case 12, 13 -> cluster.freeze(worker, 30_000 + random.nextInt(60_000));
            case 14 -> trouble(brief);
            case 15 -> trouble(random.nextInt(60_000));
            case 16 -> cluster.anyWorker().ifPresent(to -> cluster.breakConnection(worker, to));
            case 17 -> cluster.anyWorker().ifPresent(to -> cluster.delay(worker, to, random.nextInt(90_000)));
            case 18 -> submit();
            default -> change();
        }
    }

    private void trouble(long millis) {
        long until = cluster.now() + millis;
        int percent = random.nextBoolean() ? 100 : 1 + random.nextInt(60);
        switch (random.nextInt(5)) {
            case 0 -> cluster.troubles().kafkaUntil(until, percent);
            case 1 -> cluster.troubles().zooKeeperUntil(until, percent);
            default -> cluster.troubles().storeUntil(until, percent);
        }
        cluster.trace(() -> "servers are away for " + millis + " ms, " + percent + " % of calls");
    }

    private void change() {
        if (random.nextBoolean() && lines.size() < 5) {
            cluster.addPartition(lines);
        } else {
            cluster.blacklists()
                    .publish(Set.of(LineTemplates.COURSES.get(random.nextInt(LineTemplates.COURSES.size()))));
            cluster.trace(() -> "blacklist version " + cluster.blacklists().latest());
        }
    }
}
