package io.coursepulse.demo;

import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.leash.ProcessIdentity;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.process.ResidentMemory;
import io.coursepulse.sandbox.run.ServerState;
import io.coursepulse.store.CounterReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets lines flow through a running sandbox, and proves at the end that each was counted once. For one thread. */
public final class Demo implements AutoCloseable {

    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

    private static final String SHORTEST_WINDOW = "1m";

    private final Sandbox sandbox;
    private final ZoneId zone;
    private final Consumer<String> out;
    private final AccessLogTopic topic;
    private final CounterReader store;
    private final PageLatency latency;
    private final WindowTopicConsumer windows;

    /**
     * Prepares a demo.
     *
     * @param zone whose days are counted; the sandbox's
     * @param out takes the lines that tell how it goes
     */
    public Demo(Sandbox sandbox, ZoneId zone, Consumer<String> out) {
        this.sandbox = sandbox;
        this.zone = zone;
        this.out = out;
        this.topic = new AccessLogTopic(sandbox.kafkaBootstrapServers());
        this.store = sandbox.store().openReader();
        this.latency = new PageLatency(sandbox.page());
        this.windows = new WindowTopicConsumer(sandbox.kafkaBootstrapServers());
    }

    /**
     * Lets lines flow until the time is over, then waits until all are counted, and compares.
     *
     * @throws io.coursepulse.sandbox.run.SandboxFailure if lines stop moving before they are counted
     */
    public Verdict run(DemoLines lines, Duration time) throws IOException, InterruptedException {
        try (LineSource source = open(lines)) {
            Optional<WindowCheck> check = source.clicks().map(clicks -> new WindowCheck(clicks, true));
            source.start();
            reportProgress(source, time, check);
            source.stop();
            out.accept("No more lines; waiting until all are counted...");
            new ProgressWaiter("counted", () -> LedgerSums.of(store).lines()).await(source::lines);
            out.accept(source.progress());
            if (check.isPresent()) {
                awaitWindows(check.get(), source.clicks().orElseThrow());
            }
            GroundTruth truth = source.truth(zone);
            Comparison comparison = Comparison.whenSettled(truth, store);
            return new Verdict(
                    truth,
                    source.name(),
                    sandbox.storeName().title(),
                    comparison.clicks(),
                    comparison.counters(),
                    check.map(WindowCheck::result),
                    comparison.differences());
        }
    }

    /** Lets lines flow until the thread is interrupted. */
    public void run(DemoLines lines) throws IOException, InterruptedException {
        try (LineSource source = open(lines)) {
            source.start();
            reportProgress(source, Duration.ofDays(36_500), Optional.empty());
        }
    }

    private LineSource open(DemoLines lines) {
        if (lines instanceof DemoLines.Generated generated) {
            return new GeneratedLines(generated.options(), generated.end(), sandbox.accessLog(), latency);
        }
        return new FollowedLog(sandbox, ((DemoLines.Followed) lines).log(), topic, latency);
    }

    private void reportProgress(LineSource source, Duration time, Optional<WindowCheck> check)
            throws InterruptedException {
        Instant end = Instant.now().plus(time);
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = Duration.between(Instant.now(), end)) {
            Thread.sleep(Math.min(left.toMillis() + 1, REPORT_EVERY.toMillis()));
            check.ifPresent(each -> windows.forEachNew(each::add));
            out.accept(source.progress());
        }
    }

    /** No line comes any more, so that the windows go on by the clock, after the time that a line may take. */
    private void awaitWindows(WindowCheck check, ClicksBySecond clicks) throws InterruptedException {
        out.accept("Waiting until the window of the last line has come...");
        new ProgressWaiter("in a window", () -> {
                    windows.forEachNew(check::add);
                    return check.latestEnd(SHORTEST_WINDOW);
                })
                .await(() -> clicks.end().getEpochSecond());
    }

    /** The resident memory of each server, a line each. */
    public List<String> memory() {
        return sandbox.servers().stream().map(Demo::memory).toList();
    }

    private static String memory(ServerState server) {
        long bytes = server.processes().stream()
                .mapToLong(ProcessIdentity::pid)
                .map(pid -> ResidentMemory.ofProcess(pid).orElse(0))
                .sum();
        return String.format(Locale.ROOT, "  %-11s %,6d MB", server.name(), bytes >> 20);
    }

    @Override
    public void close() {
        windows.close();
        latency.close();
        store.close();
        topic.close();
    }
}
