package io.coursepulse.cli;

import io.coursepulse.demo.Demo;
import io.coursepulse.demo.DemoLines;
import io.coursepulse.demo.DemoResult;
import io.coursepulse.demo.FollowedLog;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.LogFormat;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Servers, lines and the page in one. Exit code 0; with --for 1 if a count is not what it has to be. */
@Command(
        name = "demo",
        description =
                "Starts the servers, has lines counted, and shows the page; with --for it proves the counts and ends.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

    private static final int DEFAULT_RATE = 200;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Ends after that time, such as 60s or 5m, and compares every count (default: goes on until Ctrl-C).")
    private Duration time;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_RATE,
            description = "Lines per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--format",
            paramLabel = "combined|course",
            defaultValue = "combined",
            converter = GenerateCommand.FormatConverter.class,
            description = "The generated lines' layout (default: ${DEFAULT-VALUE}).")
    private LogFormat format;

    @Option(
            names = "--courses",
            paramLabel = "N",
            defaultValue = "" + GeneratorOptions.DEFAULT_COURSES,
            description = "Courses that are visited (default: ${DEFAULT-VALUE}).")
    private int courses;

    @Option(names = "--log", paramLabel = "FILE", description = "Follows this access log, and generates nothing.")
    private Path log;

    @Mixin
    private StoreOption store;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = GenerateCommand.ZoneConverter.class,
            description = "Whose days are counted (default: the system's zone).")
    private ZoneId zone = ZoneId.systemDefault();

    @Mixin
    private RunOption run;

    @Override
    public Integer call() throws InterruptedException {
        DemoLines lines = lines();
        SandboxOptions options = SandboxOptions.in(run.demoPaths().root())
                .withStore(store.store())
                .withCleanStart()
                .withZone(zone);
        if (log != null) {
            FollowedLog.check(log);
            options = options.withAccessLog(log);
        }
        print("Starting the servers, each in its own JVM...");
        try (Sandbox sandbox = Sandbox.start(options, Progress.CONSOLE);
                Demo demo = new Demo(sandbox, zone, this::print)) {
            print("");
            print("  Open " + sandbox.page() + " and see the numbers move. Lines come from "
                    + (log == null ? "the generator, " + rate + " a second." : log + "."));
            print("");
            if (time == null) {
                print("Ctrl-C stops everything.");
                demo.run(lines);
                return 0;
            }
            DemoResult result = demo.run(lines, time);
            print("Resident memory:");
            demo.memory().forEach(this::print);
            print(result.text());
            return result.isExact() ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println("The demo ended: " + e.getMessage());
            return 1;
        }
    }

    private DemoLines lines() {
        if (log != null) {
            return new DemoLines.Followed(log);
        }
        try {
            GeneratorOptions options = new GeneratorOptions(
                    rate,
                    format,
                    courses,
                    ThreadLocalRandom.current().nextLong(1_000_000_000),
                    zone,
                    GeneratorOptions.DEFAULT_BROKEN,
                    GeneratorOptions.DEFAULT_ROBOTS);
            return new DemoLines.Generated(options, time == null ? StopAfter.NEVER : StopAfter.time(time));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
