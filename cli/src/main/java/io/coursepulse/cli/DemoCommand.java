package io.coursepulse.cli;

import io.coursepulse.cli.OptionConverters.DurationConverter;
import io.coursepulse.cli.OptionConverters.FormatConverter;
import io.coursepulse.cli.OptionConverters.ZoneConverter;
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

/** {@code demo}: servers, generated lines and dashboard in one. Exit code 0; with --for 1 if a count is wrong. */
@Command(
        name = "demo",
        description =
                "Start the servers, generate load and serve the dashboard; with --for verify the counts and exit.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

    private static final int DEFAULT_RATE = 200;

    private static final Duration MAX_TIME = Duration.ofDays(365);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Stop after that time, such as 60s or 5m, and compare every count (default: run until Ctrl-C).")
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
            converter = FormatConverter.class,
            description = "The layout of the generated lines (default: ${DEFAULT-VALUE}).")
    private LogFormat format;

    @Option(
            names = "--courses",
            paramLabel = "N",
            defaultValue = "" + GeneratorOptions.DEFAULT_COURSES,
            description = "Number of courses (default: ${DEFAULT-VALUE}).")
    private int courses;

    @Option(names = "--log", paramLabel = "FILE", description = "Follow this access log instead of generating lines.")
    private Path log;

    @Mixin
    private StoreOption store;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            description = "Time zone of the counted days (default: the system's zone).")
    private ZoneId zone = ZoneId.systemDefault();

    @Mixin
    private RunOption run;

    @Override
    public Integer call() throws InterruptedException {
        if (time != null && (time.isZero() || time.compareTo(MAX_TIME) > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--for must be longer than 0s, at most " + MAX_TIME.toDays() + " days");
        }
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
            print("  Dashboard: " + sandbox.page() + "   Lines: " + (log == null ? "generated, " + rate + "/s" : log));
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
            spec.commandLine().getErr().println("The demo failed: " + e.getMessage());
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
