package io.coursepulse.bench.store;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.KeyLimits;
import io.coursepulse.store.ShardedCounters;
import io.coursepulse.trident.StormStores;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The commit time of batches of distinct counters: our state on HBase and on MariaDB, and storm-hbase's on the same HBase,
 * alternating with the same batches. The servers are real and on this machine.
 */
@Command(
        name = "store",
        description = "Commit time of batches of distinct counters, on HBase and MariaDB, compared with storm-hbase.",
        mixinStandardHelpOptions = true)
public final class StoreBench implements Callable<Integer> {

    private static final int[] SIZES = {1_000, 10_000, 50_000};
    private static final int CACHED = 200_000;
    private static final KeyLimits NO_LIMITS = new KeyLimits(100_000_000, 100_000_000);
    private static final int WARM_UP = 3;
    private static final LocalDate DAY = LocalDate.of(2017, 11, 11);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--batches",
            paramLabel = "N",
            defaultValue = "7",
            description = "Measured batches of each size (default: ${DEFAULT-VALUE}); the median is shown.")
    private int batches;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            defaultValue = "bench/target/run",
            description = "The run directory of the servers, cleared at every start (default: ${DEFAULT-VALUE}).")
    private Path directory;

    /** The last batch. */
    private long txid;

    @Override
    public Integer call() throws Exception {
        try (Sandbox hbase = boot(StoreName.HBASE);
                Sandbox mariadb = boot(StoreName.MARIADB)) {
            List<BenchmarkSubject> subjects = List.of(
                    new BenchmarkSubject("CoursePulse, HBase", counters(hbase)),
                    new BenchmarkSubject("CoursePulse, MariaDB", counters(mariadb)),
                    new BenchmarkSubject(
                            "storm-hbase HBaseMapState",
                            StormHBase.open(hbase.ports().address(StoreName.HBASE.port()), CACHED)));
            print("%-10s %-28s %14s %14s %14s %14s", "counters", "state", "new: ms", "rows/s", "known: ms", "rows/s");
            for (int size : SIZES) {
                measure(size, subjects);
            }
        }
        return 0;
    }

    private Sandbox boot(StoreName store) throws InterruptedException {
        return Sandbox.start(
                SandboxOptions.in(directory.resolve(store.toString()))
                        .withStore(store)
                        .withServers(Set.of(store.server()))
                        .withCleanStart(),
                Progress.CONSOLE);
    }

    private static BenchmarkSubject.Counters counters(Sandbox sandbox) {
        ShardedCounters counters =
                new ShardedCounters(StormStores.open(sandbox.store()), CounterShards.ofTask(0, 1), CACHED, NO_LIMITS);
        return (txid, courses) -> {
            Map<Integer, Map<CellKey, Long>> additions = new HashMap<>();
            for (String course : courses) {
                CounterRow row = new CounterRow(Dimension.COURSE, DAY, List.of(), course);
                additions
                        .computeIfAbsent(CounterShards.of(row), any -> new HashMap<>())
                        .put(CellKey.counter(row), 1L);
            }
            counters.add(txid, txid, additions);
        };
    }

    /** Alternating, so that other load on the machine affects all subjects alike. */
    private void measure(int size, List<BenchmarkSubject> subjects) {
        double[][] unknown = new double[subjects.size()][batches];
        double[][] known = new double[subjects.size()][batches];
        for (int batch = -WARM_UP; batch < batches; batch++) {
            List<String> courses = Batches.courses(size, batch);
            for (int i = 0; i < subjects.size(); i++) {
                BenchmarkSubject.Counters counters = subjects.get(i).counters();
                double first = commit(counters, txid + 1, courses);
                double second = commit(counters, txid + 2, courses);
                if (batch >= 0) {
                    unknown[i][batch] = first;
                    known[i][batch] = second;
                }
            }
            txid += 2;
        }
        double peer = median(known[subjects.size() - 1]);
        double peerUnknown = median(unknown[subjects.size() - 1]);
        for (int i = 0; i < subjects.size(); i++) {
            double a = median(unknown[i]);
            double b = median(known[i]);
            print(
                    "%,10d %-28s %14.1f %,14.0f %14.1f %,14.0f   %.2f and %.2f times storm-hbase's rate",
                    size, subjects.get(i).name(), a, size / a * 1e3, b, size / b * 1e3, peerUnknown / a, peer / b);
        }
    }

    /** Commits a batch; returns the time in milliseconds. */
    private static double commit(BenchmarkSubject.Counters counters, long txid, List<String> courses) {
        long start = System.nanoTime();
        counters.add(txid, courses);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void print(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
