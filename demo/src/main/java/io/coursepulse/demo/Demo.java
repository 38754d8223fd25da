package io.coursepulse.demo;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.SandboxState.ServerState;
import io.coursepulse.store.CounterReader;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends log lines through a running sandbox, and verifies that each was counted once. For one thread. */
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
     * @param zone the sandbox's: determines the day of a click
     * @param out receives the progress, line by line
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
     * Runs for the given time, waits until all lines are counted, and compares.
     *
     * @throws io.coursepulse.sandbox.run.SandboxFailure if there is no more progress before all are counted
     */
    public DemoResult run(DemoLines lines, Duration time) throws IOException, InterruptedException {
        try (LineSource source = open(lines)) {
            Optional<WindowCheck> check = source.clicks().map(clicks -> new WindowCheck(clicks, true));
            source.start();
            reportProgress(source, time, check);
            source.stop();
            out.accept("Input stopped; waiting for all lines to be counted...");
            new Await.Progress("lines counted", () -> LedgerSums.of(store).lines()).await(source::lines);
            out.accept(source.progress());
            if (check.isPresent()) {
                awaitWindows(check.get(), source.clicks().orElseThrow());
            }
            GroundTruth truth = source.truth(zone);
            Comparison comparison = Comparison.whenSettled(truth, store);
            return new DemoResult(
                    truth,
                    source.name(),
                    sandbox.storeName().title(),
                    comparison.clicks(),
                    comparison.counters(),
                    check.map(WindowCheck::result),
                    comparison.differences());
        }
    }

    /** Runs until the thread is interrupted. */
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
        Stopwatch stopwatch = Stopwatch.started();
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = time.minus(stopwatch.elapsed())) {
            Thread.sleep(Math.min(left.toMillis() + 1, REPORT_EVERY.toMillis()));
            check.ifPresent(each -> windows.forEachNew(each::add));
            out.accept(source.progress());
        }
    }

    /** Without further lines the windows advance by the clock, after the delay allowed for late lines. */
    private void awaitWindows(WindowCheck check, ClicksBySecond clicks) throws InterruptedException {
        out.accept("Waiting for the last window...");
        new Await.Progress("seconds in windows", () -> {
                    windows.forEachNew(check::add);
                    return check.latestEnd(SHORTEST_WINDOW);
                })
                .await(() -> clicks.end().getEpochSecond());
    }

    /** The resident memory of each server, one line each. */
    public List<String> memory() {
        return sandbox.servers().stream().map(Demo::memory).toList();
    }

    private static String memory(ServerState server) {
        long bytes = server.processes().stream()
                .mapToLong(process -> process.residentBytes().orElse(0))
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
