package io.coursepulse.cli;

import io.coursepulse.simulation.Defect;
import io.coursepulse.simulation.Simulator;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}: the counting topology without servers. Exit code 0 if every line of every seed was counted once. */
@Command(
        name = "simulate",
        description = "Run the counting topology without servers, with faults chosen by seeds, and verify the counts.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {

    private static final int MAX_THREADS = 1_000;
    private static final long MAX_SEEDS = 1_000_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Number of seeds (default: ${DEFAULT-VALUE}).")
    private long seeds;

    @Option(
            names = "--first",
            paramLabel = "S",
            defaultValue = "1",
            description = "The first seed (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(names = "--threads", paramLabel = "T", description = "Seeds at a time (default: one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seed", paramLabel = "S", description = "Run only this seed, and print what happens.")
    private Long seed;

    @Override
    public Integer call() throws InterruptedException {
        if (seeds < 1 || seeds > MAX_SEEDS || Math.abs(first) > MAX_SEEDS || threads < 1 || threads > MAX_THREADS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seeds must be from 1 to " + MAX_SEEDS + ", --first from -" + MAX_SEEDS + " to " + MAX_SEEDS
                            + ", and --threads from 1 to " + MAX_THREADS);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (seed != null) {
            Simulator.trace(seed).forEach(out::println);
        }
        Simulator.Report report = seed == null
                ? Simulator.run(first, seeds, threads, Defect.NONE)
                : Simulator.run(seed, 1, 1, Defect.NONE);
        report.failures().forEach(failure -> out.println("seed " + failure.seed() + ": " + failure.what()));
        report.recovered().forEach(each -> out.println("seed " + each + ": counting had stopped until `recover`"));
        out.println(report.seeds() + " seeds, " + report.failures().size() + " failed; after "
                + report.recovered().size()
                + " counting had stopped until `recover`. See what happens in a seed: coursepulse simulate --seed S");
        out.println(report.failures().isEmpty() ? "EXACT" : "NOT EXACT");
        out.flush();
        return report.failures().isEmpty() ? 0 : 1;
    }
}
