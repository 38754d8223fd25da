package io.coursepulse.cli;

import io.coursepulse.config.Settings;
import io.coursepulse.drill.Drill;
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
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drill}: servers, generated lines and faults in one. Exit code 0 if every line was counted once. */
@Command(
        name = "drill",
        description =
                "Inject faults into a running pipeline round by round, and verify that every line was counted once.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DrillCommand implements Callable<Integer> {

    /** A round takes about a minute. */
    private static final int MAX_ROUNDS = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Number of faults; every ten rounds include each kind once (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seed", paramLabel = "S", description = "Repeat the faults and lines of an earlier drill.")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "Lines per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Mixin
    private StoreOption store;

    @Mixin
    private RunOption run;

    @Override
    public Integer call() throws InterruptedException {
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds must be from 1 to " + MAX_ROUNDS + ", was " + rounds);
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        ZoneId zone = ZoneId.systemDefault();
        GeneratorOptions lines = lines(chosen).withZone(zone);
        SandboxOptions options = SandboxOptions.in(run.demoPaths().root())
                .withStore(store.store())
                .withServers(Set.of(ServerName.FLUME, ServerName.TOPOLOGY))
                .withZone(zone)
                .withCleanStart()
                .withTwoNodes();
        print("Drill with " + rounds + " rounds, seed " + chosen + ". Starting the servers, each in its own JVM...");
        try (Sandbox sandbox = Sandbox.start(options, Progress.CONSOLE);
                LogWriter writer = new LogWriter(lines, StopAfter.NEVER, sandbox.accessLog(), InstantSource.system())) {
            PipelineConfig pipeline = Settings.read(sandbox.configuration(), PipelineConfig::of);
            try (CounterReader counts = pipeline.store().openReader()) {
                boolean exact = new Drill(sandbox, pipeline, counts, writer, this::print).run(rounds, chosen);
                print(exact ? "EXACT" : "NOT EXACT");
                return exact ? 0 : 1;
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println("The drill failed: " + e.getMessage());
            return 1;
        }
    }

    private GeneratorOptions lines(long chosen) {
        try {
            return GeneratorOptions.defaults(rate, chosen);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
