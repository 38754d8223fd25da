package io.coursepulse.bench.activity;

import io.coursepulse.bench.LogLineProducer;
import io.coursepulse.bench.SystemInfo;
import io.coursepulse.config.Stopwatch;
import io.coursepulse.demo.WindowTopicConsumer;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.topic.RecentWindow;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The cost of recent activity at a low, a usual and a high rate of lines: the heap in use of its worker, which must not grow
 * with the rate, and the CPU time. The windows are full from the start, as it first reads lines of the period that they and the
 * previous ones cover. Kafka and Storm are real servers on this machine; lines are sent directly to Kafka.
 */
@Command(
        name = "activity",
        description = "Heap and CPU time of the topology of recent activity, at several rates of lines.",
        mixinStandardHelpOptions = true)
public final class ActivityBench implements Callable<Integer> {

    private static final int[] RATES = {1_000, 10_000, 50_000};

    /** A rate at which nearly every second has nearly every course. */
    private static final int BACKLOG_RATE = 500;

    private static final Duration BACKLOG = Duration.ofMinutes(21);
    private static final long SEED = 9;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Measured seconds of each rate (default: ${DEFAULT-VALUE}), after half as many to warm up.")
    private int seconds;

    @Option(
            names = "--courses",
            paramLabel = "N",
            defaultValue = "100",
            description = "Number of courses (default: ${DEFAULT-VALUE}).")
    private int courses;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            defaultValue = "bench/target/run-activity",
            description = "The run directory of the servers, cleared at every start (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        SandboxOptions options = SandboxOptions.in(directory)
                .withServers(Set.of(ServerName.ACTIVITY))
                .withCleanStart();
        GeneratorOptions lines = GeneratorOptions.defaults(1, SEED).withCourses(courses);
        try (Sandbox sandbox = Sandbox.start(options, Progress.CONSOLE);
                LogLineProducer kafka = new LogLineProducer(sandbox.kafkaBootstrapServers(), lines);
                WindowTopicConsumer windows = new WindowTopicConsumer(sandbox.kafkaBootstrapServers())) {
            sandbox.stop(ServerName.ACTIVITY);
            kafka.sendBacklog(BACKLOG, BACKLOG_RATE);
            sandbox.restart(ServerName.ACTIVITY);
            awaitCaughtUp(windows);
            print("%s", SystemInfo.description());
            print(
                    "%10s %14s %12s %12s %22s %16s",
                    "lines/s", "sent lines/s", "heap in use", "processor", "per 100,000 lines", "windows behind");
            for (int rate : RATES) {
                measure(rate, sandbox, kafka, windows);
            }
        }
        return 0;
    }

    private static void awaitCaughtUp(WindowTopicConsumer windows) throws InterruptedException {
        LatestWindow newest = new LatestWindow();
        while (newest.isFilling() || newest.behind().compareTo(Duration.ofSeconds(30)) > 0) {
            windows.forEachNew(newest::take);
        }
    }

    /** The newest window of a minute. */
    private static final class LatestWindow {
        private RecentWindow window;

        void take(RecentWindow next) {
            if (next.window().equals("1m")) {
                window = next;
            }
        }

        boolean isFilling() {
            return window == null || window.filling();
        }

        Duration behind() {
            return Duration.between(window.to(), Instant.now());
        }
    }

    private void measure(int rate, Sandbox sandbox, LogLineProducer kafka, WindowTopicConsumer windows)
            throws IOException, InterruptedException {
        kafka.send(rate, Duration.ofSeconds(seconds).dividedBy(2));
        ProcessIdentity worker = sandbox.processes(ServerName.ACTIVITY).get(0);
        Duration before = SystemInfo.processorTime(worker.pid());
        Stopwatch stopwatch = Stopwatch.started();
        long sent = kafka.send(rate, Duration.ofSeconds(seconds));
        double took = stopwatch.elapsed().toMillis() / 1e3;
        Duration used = SystemInfo.processorTime(worker.pid()).minus(before);
        LatestWindow newest = new LatestWindow();
        windows.forEachNew(newest::take);
        Duration behind = newest.behind();
        double cores = used.toMillis() / 1e3 / took;
        print(
                "%,10d %,14.0f %,9d MB %9.2f cores %,19.2f s %,14.1f s",
                rate,
                sent / took,
                SystemInfo.heapInUse(worker.pid()) >> 20,
                cores,
                used.toMillis() / 1e3 / sent * 100_000,
                behind.toMillis() / 1e3);
    }

    private void print(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
