package io.coursepulse.cli;

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
import java.time.DateTimeException;
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
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code coursepulse generate}: appends lines to an access log until it is stopped, and tells at its end how they have to
 * be counted. Exit code 0, also after Ctrl-C where the shell lets it; 1 when the log or the ground truth could not be
 * written; 2 for a wrong option.
 */
@Command(
        name = "generate",
        sortOptions = false,
        description = {
            "Appends realistic lines to an access log until it is stopped (Ctrl-C, --for or --lines),"
                    + " then prints how they have to be counted."
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
            description = "Courses that are visited (default: ${DEFAULT-VALUE}), by Zipf's law.")
    private int courses;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Repeats the visitors and pages of an earlier run (default: another one each time).")
    private Long seed;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stops after that time, such as 60s or 5m.")
    private Duration time;

    @Option(names = "--lines", paramLabel = "N", description = "Stops after that many lines.")
    private Long lines;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "The access log to append to (default: the one that the running sandbox follows).")
    private Path log;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Where the ground truth goes as JSON (default: the log's name and .truth.json).")
    private Path truthFile;

    @Option(
            names = "--broken",
            paramLabel = "SHARE",
            defaultValue = "0.5%",
            converter = ShareConverter.class,
            description = "The share of lines that no parser accepts (default: ${DEFAULT-VALUE}).")
    private double broken;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            description = "The zone of the lines' times and days (default: the system's zone).")
    private ZoneId zone = ZoneId.systemDefault();

    @Mixin
    private RunOption runOption;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
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

    /** What the running sandbox follows, or will follow when it is started. */
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
                // Until a signal or the end that was asked for.
            }
            return report(writer, target, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            reported.countDown();
            remove(shutdownHook);
        }
    }

    /** The truth about what was written is worth having after a failure too. */
    private int report(LogWriter writer, Path target, Duration took) throws IOException {
        GroundTruth truth = writer.truth();
        double seconds = took.toMillis() / 1e3;
        print("Appended %,d lines in %.1f s (%,.0f lines/s)", truth.lines(), seconds, truth.lines() / seconds);
        print("  counted      %,15d", truth.counted());
        print("  other pages  %,15d", truth.lines(LineOutcome.OTHER_PAGE));
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

    /** The messages of the options begin with their names. */
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

    /** Runs while the JVM goes down; it halts when this returns, so the report has to be out by then. */
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
            // The JVM is going down, the hook is what brought us here.
        }
    }

    /** {@code combined} or {@code course}. */
    public static final class FormatConverter implements ITypeConverter<LogFormat> {
        @Override
        public LogFormat convert(String name) {
            try {
                return LogFormat.of(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A zone by its name. */
    public static final class ZoneConverter implements ITypeConverter<ZoneId> {
        @Override
        public ZoneId convert(String name) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + name + "' is no time zone such as Asia/Shanghai or UTC");
            }
        }
    }
}
