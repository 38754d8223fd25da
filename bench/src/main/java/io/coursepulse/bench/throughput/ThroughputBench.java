package io.coursepulse.bench.throughput;

import io.coursepulse.bench.LogLineProducer;
import io.coursepulse.bench.SystemInfo;
import io.coursepulse.config.Settings;
import io.coursepulse.config.Stopwatch;
import io.coursepulse.demo.LedgerSums;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.store.CounterReader;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.audit.Recount;
import io.coursepulse.topology.audit.RecountReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How many lines a second are counted, by the topology and by a recount, and how many the machine could do at most: a
 * {@link BareLoop}. All read the same lines, two hours of them in four partitions, from the same Kafka. The topology is
 * measured from its first commit on, so that the start of its workers is left out.
 */
@Command(
        name = "throughput",
        description = "Lines per second of the topology of counts and of a recount, beside a bare loop.",
        mixinStandardHelpOptions = true)
public final class ThroughputBench implements Callable<Integer> {

    private static final Duration PERIOD = Duration.ofHours(2);
    private static final long SEED = 9;
    private static final int COURSES = 1_000;
    private static final int THREADS = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "3000000",
            description = "Number of lines, at least 7,200 (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Rounds of the bare loop and of the recount; the median is shown (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--store",
            paramLabel = "hbase|mariadb|h2",
            defaultValue = "hbase",
            description = "The store of the counts (default: ${DEFAULT-VALUE}).")
    private StoreName store;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            defaultValue = "bench/target/run-throughput",
            description = "The run directory of the servers, cleared at every start (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        if (lines < PERIOD.toSeconds() || rounds < 1 || rounds > 1_000) {
            throw new ParameterException(
                    spec.commandLine(), "--lines must be at least 7,200, and --rounds from 1 to 1,000.");
        }
        SandboxOptions options = SandboxOptions.in(directory)
                .withStore(store)
                .withServers(Set.of(ServerName.TOPOLOGY))
                .withCleanStart();
        GeneratorOptions generated = GeneratorOptions.defaults(1, SEED).withCourses(COURSES);
        try (Sandbox sandbox = Sandbox.start(options, Progress.CONSOLE)) {
            PipelineConfig pipeline = Settings.read(sandbox.configuration(), PipelineConfig::of);
            sandbox.stop(ServerName.TOPOLOGY);
            try (LogLineProducer kafka = new LogLineProducer(sandbox.kafkaBootstrapServers(), generated)) {
                kafka.sendBacklog(PERIOD, Math.toIntExact(lines / PERIOD.toSeconds()));
            }
            Map<TopicPartition, Long> ends = ends(pipeline);
            print("%s", SystemInfo.description());
            print("%-28s %14s %12s %12s", "", "lines/s", "spread", "of the loop");
            double loop = loop("bare loop, two threads", THREADS, pipeline, ends, 0);
            loop("bare loop, one thread", 1, pipeline, ends, loop);
            try (CounterReader counts = pipeline.store().openReader()) {
                topology(sandbox, counts, total(ends), loop);
                return recount(pipeline, counts, loop) ? 0 : 1;
            }
        }
    }

    private static Map<TopicPartition, Long> ends(PipelineConfig pipeline) {
        Map<TopicPartition, Long> ends = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        try (TopicReader reader = new TopicReader(
                pipeline.kafka().bootstrapServers(), pipeline.kafka().accessLog())) {
            reader.offsets().forEach((partition, offsets) -> ends.put(partition, offsets.end()));
        }
        return ends;
    }

    private static long total(Map<TopicPartition, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    private double loop(
            String name, int threads, PipelineConfig pipeline, Map<TopicPartition, Long> ends, double reference)
            throws Exception {
        List<BareLoop> loops = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int thread = 0; thread < threads; thread++) {
                int own = thread;
                List<TopicPartition> partitions = ends.keySet().stream()
                        .filter(partition -> partition.partition() % threads == own)
                        .collect(Collectors.toList());
                loops.add(new BareLoop(pipeline.kafka().bootstrapServers(), pipeline.lines(), partitions));
            }
            double[] rates = new double[rounds];
            // One more to warm up.
            for (int round = -1; round < rounds; round++) {
                Stopwatch stopwatch = Stopwatch.started();
                List<Future<Long>> running = new ArrayList<>();
                loops.forEach(each -> running.add(pool.submit(() -> each.run(ends))));
                for (Future<Long> each : running) {
                    each.get();
                }
                if (round >= 0) {
                    rates[round] = rate(total(ends), stopwatch.elapsed());
                }
            }
            return report(name, rates, reference);
        } finally {
            pool.shutdownNow();
            loops.forEach(BareLoop::close);
        }
    }

    private void topology(Sandbox sandbox, CounterReader counts, long lines, double loop) throws Exception {
        sandbox.restart(ServerName.TOPOLOGY);
        Await.Progress counted =
                new Await.Progress("lines counted", () -> LedgerSums.of(counts).lines());
        counted.await(() -> 1);
        long first = LedgerSums.of(counts).lines();
        Stopwatch stopwatch = Stopwatch.started();
        counted.await(() -> lines);
        report("topology of counts, " + store.title(), new double[] {rate(lines - first, stopwatch.elapsed())}, loop);
    }

    private boolean recount(PipelineConfig pipeline, CounterReader counts, double loop) throws InterruptedException {
        double[] rates = new double[rounds];
        LocalDate day = LocalDate.now(pipeline.lines().zone());
        boolean exact = true;
        for (int round = -1; round < rounds; round++) {
            Stopwatch stopwatch = Stopwatch.started();
            RecountReport report = new Recount(pipeline, counts, (read, of) -> {}).run(day, Optional.empty());
            if (round >= 0) {
                rates[round] = rate(report.lines(), stopwatch.elapsed());
            }
            exact &= report.isExact();
        }
        report("recount, " + store.title() + (exact ? "" : ": DIFFERENT"), rates, loop);
        return exact;
    }

    private static double rate(long lines, Duration time) {
        return lines / (time.toNanos() / 1e9);
    }

    /** Prints a line, and returns the median. */
    private double report(String name, double[] rates, double reference) {
        Arrays.sort(rates);
        double median = rates[rates.length / 2];
        print(
                "%-28s %,14.0f %11.0f%% %12s",
                name,
                median,
                100 * (rates[rates.length - 1] - rates[0]) / median,
                reference == 0 ? "1" : String.format(Locale.ROOT, "%.2f", median / reference));
        return median;
    }

    private void print(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
