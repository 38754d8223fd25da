package io.coursepulse.bench.store;

import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.trident.CounterState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.storm.trident.state.map.MapState;
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
    private static final int WARM_UP = 3;

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

    @Override
    public Integer call() throws Exception {
        try (Sandbox hbase = boot(StoreName.HBASE);
                Sandbox mariadb = boot(StoreName.MARIADB)) {
            List<BenchmarkSubject> subjects = List.of(
                    new BenchmarkSubject("CoursePulse, HBase", counterState(hbase)),
                    new BenchmarkSubject("CoursePulse, MariaDB", counterState(mariadb)),
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

    @SuppressWarnings("unchecked")
    private static MapState<Long> counterState(Sandbox sandbox) {
        return (MapState<Long>) new CounterState.Factory(sandbox.store(), CACHED).makeState(Map.of(), null, 0, 1);
    }

    /** Alternating, so that other load on the machine affects all subjects alike. */
    private void measure(int size, List<BenchmarkSubject> subjects) {
        double[][] unknown = new double[subjects.size()][batches];
        double[][] known = new double[subjects.size()][batches];
        for (int batch = -WARM_UP; batch < batches; batch++) {
            List<List<Object>> keys = Batches.keys(size, batch);
            for (int i = 0; i < subjects.size(); i++) {
                MapState<Long> state = subjects.get(i).state();
                long txid = txid(size, batch);
                double first = commit(state, txid, keys);
                double second = commit(state, txid + 1, keys);
                if (batch >= 0) {
                    unknown[i][batch] = first;
                    known[i][batch] = second;
                }
            }
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

    /** Increases with every batch of any size. */
    private long txid(int size, int batch) {
        return 1L + 1_000L * Arrays.binarySearch(SIZES, size) + 2L * (batch + WARM_UP);
    }

    /** Commits a batch as Trident does; returns the time in milliseconds. */
    private static double commit(MapState<Long> state, long txid, List<List<Object>> keys) {
        var clicks = Batches.clicks(keys.size());
        long start = System.nanoTime();
        state.beginCommit(txid);
        state.multiUpdate(keys, clicks);
        state.commit(txid);
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
