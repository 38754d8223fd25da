package io.coursepulse.cli;

import io.coursepulse.cli.OptionConverters.DurationConverter;
import io.coursepulse.cli.OptionConverters.FormatConverter;
import io.coursepulse.cli.OptionConverters.ShareConverter;
import io.coursepulse.cli.OptionConverters.ZoneConverter;
import io.coursepulse.generator.FileErrors;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LineOutcome;
import io.coursepulse.generator.LogFormat;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code coursepulse generate}: appends lines to an access log until it is stopped, and then prints the expected counts.
 * Exit code 0, also after Ctrl-C where the shell allows it; 1 if the log or the ground truth could not be written; 2 for an
 * invalid option.
 */
@Command(
        name = "generate",
        sortOptions = false,
        description = {
            "Append realistic lines to an access log until stopped (Ctrl-C, --for or --lines),"
                    + " then print the expected counts."
        })
public final class GenerateCommand implements Callable<Integer> {
    private static final int TOP_COURSES = 10;
    private static final Duration REPORT_TIMEOUT = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Option(names = "--rate", required = true, paramLabel = "N", description = "Lines per second.")
    private int rate;

    @Option(
            names = "--format",
            paramLabel = "combined|course",
            defaultValue = "combined",
            converter = FormatConverter.class,
            description =
                    "The lines' layout: NGINX's and Apache's combined (default), or the tab-separated course format.")
    private LogFormat format;

    @Option(
            names = "--courses",
            paramLabel = "N",
            defaultValue = "" + GeneratorOptions.DEFAULT_COURSES,
            description = "Number of courses (default: ${DEFAULT-VALUE}); visits follow Zipf's law.")
    private int courses;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Repeat the visitors and pages of an earlier run (default: random).")
    private Long seed;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop after that time, such as 60s or 5m.")
    private Duration time;

    @Option(names = "--lines", paramLabel = "N", description = "Stop after that many lines.")
    private Long lines;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "The access log to append to (default: that of the running sandbox).")
    private Path log;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "The JSON file for the ground truth (default: the log's name and .truth.json).")
    private Path truthFile;

    @Option(
            names = "--broken",
            paramLabel = "SHARE",
            defaultValue = "0.5%",
            converter = ShareConverter.class,
            description = "The share of invalid lines (default: ${DEFAULT-VALUE}).")
    private double broken;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            description = "The time zone of the lines (default: the system's zone).")
    private ZoneId zone = ZoneId.systemDefault();

    @Mixin
    private RunOption runOption;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        long chosenSeed = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000_000) : seed;
        GeneratorOptions options = checked(() ->
                new GeneratorOptions(rate, format, courses, chosenSeed, zone, broken, GeneratorOptions.DEFAULT_ROBOTS));
        StopAfter end = checked(this::end);
        Path target = log == null ? followedLog() : log;
        try (LogWriter writer = new LogWriter(options, end, target, InstantSource.system())) {
            return run(writer, options, target);
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    /** The access log of the running sandbox, or of the next one. */
    private Path followedLog() {
        RunPaths paths = runOption.runningPaths();
        return SandboxState.read(paths).map(state -> Path.of(state.accessLog())).orElse(paths.accessLog());
    }

    private int run(LogWriter writer, GeneratorOptions options, Path target) throws IOException, InterruptedException {
        CountDownLatch reported = new CountDownLatch(1);
        Thread shutdownHook = new Thread(() -> stopAndAwait(writer, reported), "generate-stop");
        long start = System.nanoTime();
        writer.start();
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try {
            print(
                    "Appending %,d lines/s (%s, courses: %,d, seed: %d) to %s",
                    options.rate(),
                    options.format().label(),
                    options.courses(),
                    options.seed(),
                    RunPaths.displayPath(target));
            while (!writer.awaitEnd(Duration.ofMinutes(1))) {
                // Until a signal, --for or --lines.
            }
            return report(writer, target, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            reported.countDown();
            remove(shutdownHook);
        }
    }

    /** The ground truth of what was written is useful after a failure too. */
    private int report(LogWriter writer, Path target, Duration took) throws IOException {
        GroundTruth truth = writer.truth();
        double seconds = took.toMillis() / 1e3;
        print("Appended %,d lines in %.1f s (%,.0f lines/s)", truth.lines(), seconds, truth.lines() / seconds);
        print("  counted      %,15d", truth.counted());
        print("  other pages  %,15d", truth.lines(LineOutcome.OTHER_PAGE));
        print("  not served   %,15d", truth.lines(LineOutcome.NOT_SERVED));
        print("  robots       %,15d", truth.lines(LineOutcome.ROBOT));
        print("  broken       %,15d", truth.lines(LineOutcome.REJECTED));
        print("Top courses");
        truth.topCourses(TOP_COURSES).forEach(top -> print("  %-12s %,15d", top.course(), top.visits()));
        Path file = truthFile == null ? target.resolveSibling(target.getFileName() + ".truth.json") : truthFile;
        try {
            truth.write(file);
        } catch (IOException e) {
            throw new IOException("Cannot write the ground truth to " + file + ": " + FileErrors.reason(e), e);
        }
        print("Ground truth: %s", RunPaths.displayPath(file));
        writer.stop();
        return 0;
    }

    private StopAfter end() {
        StopAfter end = StopAfter.NEVER;
        if (lines != null) {
            end = end.orLines(lines);
        }
        if (time != null) {
            end = end.orTime(time);
        }
        return end;
    }

    /** The messages of GeneratorOptions and StopAfter begin with the option's name. */
    private <T> T checked(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private void print(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** Runs during shutdown: the JVM halts when this returns, so the report must be printed by then. */
    private static void stopAndAwait(LogWriter writer, CountDownLatch reported) {
        writer.close();
        try {
            reported.await(REPORT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Called by the hook, during shutdown.
        }
    }
}
