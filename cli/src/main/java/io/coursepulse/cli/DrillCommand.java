package io.coursepulse.cli;

import io.coursepulse.config.Settings;
import io.coursepulse.drill.Drill;
import io.coursepulse.drill.fault.DiskFaults;
import io.coursepulse.drill.fault.DrillSetup;
import io.coursepulse.drill.fault.Fault;
import io.coursepulse.drill.fault.SkewedClock;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.store.CounterReader;
import io.coursepulse.topology.PipelineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code drill}: servers, generated lines and faults in one. Exit code 0 if every line was counted once. */
@Command(
        name = "drill",
        description =
                "Inject faults into a running pipeline round by round, and verify that every line was counted once.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DrillCommand implements Callable<Integer> {

    /** Most of them are visited once in a while only: new counters in every batch. */
    private static final int COURSES = 3_000;

    /** Days of rounds; catches typing errors. */
    private static final int MAX_ROUNDS = 10_000;

    /** The slots of two nodes. */
    private static final int MAX_WORKERS = 8;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Number of faults; each kind occurs once before any is repeated (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seed", paramLabel = "S", description = "Repeat the faults and lines of an earlier drill.")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "Lines per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--faults",
            paramLabel = "FAULT",
            split = ",",
            converter = FaultConverter.class,
            description = "Only these faults, separated by commas: ${COMPLETION-CANDIDATES}.",
            completionCandidates = FaultNames.class)
    private List<Fault> faults;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Workers of the topology, 1 to 8, on two nodes (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--brokers",
            paramLabel = "1|3",
            defaultValue = "1",
            description = "Kafka brokers; with three, every partition has three replicas (default: ${DEFAULT-VALUE}).")
    private int brokers;

    @Mixin
    private StoreOption store;

    @Mixin
    private RunOption run;

    @Override
    public Integer call() throws InterruptedException {
        requireRange("--rounds", rounds, 1, MAX_ROUNDS);
        requireRange("--workers", workers, 1, MAX_WORKERS);
        if (brokers != 1 && brokers != 3) {
            throw new ParameterException(spec.commandLine(), "--brokers must be 1 or 3, was " + brokers + ".");
        }
        requireRange("--rate", rate, 1, GeneratorOptions.MAX_RATE);
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        ZoneId zone = ZoneId.systemDefault();
        List<Fault> possible = possibleFaults();
        if (possible.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "None of the faults can be injected here.");
        }
        SandboxOptions options = SandboxOptions.in(run.demoPaths().root())
                .withStore(store.store())
                .withServers(Set.of(ServerName.FLUME, ServerName.TOPOLOGY))
                .withZone(zone)
                .withCleanStart()
                .withTwoNodes(workers)
                .withSmallDisks(diskFaults(possible) ? DiskFaults.disks(store.store()) : Map.of());
        if (brokers == 3) {
            options = options.withThreeBrokers();
        }
        SkewedClock clock = new SkewedClock();
        print("Drill with " + rounds + " rounds, seed " + chosen + ". Starting the servers, each in its own JVM...");
        try (Sandbox sandbox = Sandbox.start(options, Progress.CONSOLE);
                LogWriter writer = new LogWriter(
                        GeneratorOptions.defaults(rate, chosen)
                                .withCourses(COURSES)
                                .withZone(zone),
                        StopAfter.NEVER,
                        sandbox.accessLog(),
                        clock)) {
            PipelineConfig pipeline = Settings.read(sandbox.configuration(), PipelineConfig::of);
            try (CounterReader counts = pipeline.store().openReader()) {
                boolean exact = new Drill(sandbox, pipeline, counts, writer, clock, workers, this::print)
                        .run(Fault.schedule(possible, rounds, chosen), chosen);
                print(exact ? "EXACT" : "NOT EXACT");
                return exact ? 0 : 1;
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println("The drill failed: " + e.getMessage());
            return 1;
        }
    }

    /** The chosen faults, without those that cannot be injected on this machine or into this store. */
    private List<Fault> possibleFaults() {
        List<Fault> possible = new ArrayList<>();
        for (Fault fault : faults == null ? List.of(Fault.values()) : faults) {
            Optional<String> obstacle = fault.obstacle(new DrillSetup(store.store(), brokers));
            obstacle.ifPresentOrElse(
                    reason -> print("Without the fault " + fault + ": " + reason + "."), () -> possible.add(fault));
        }
        return possible;
    }

    private static boolean diskFaults(List<Fault> possible) {
        return possible.stream().anyMatch(Fault::needsSmallDisks);
    }

    private void requireRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be from " + min + " to " + max + ", was " + value + ".");
        }
    }

    /** The names of the faults, for the help. */
    static final class FaultNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Fault.values()).map(Fault::toString).iterator();
        }
    }

    private static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String text) {
            try {
                return Fault.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
