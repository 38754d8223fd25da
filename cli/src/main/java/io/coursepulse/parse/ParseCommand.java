package io.coursepulse.parse;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.cli.GenerateCommand;
import io.coursepulse.generator.FileErrors;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.topology.blacklist.BlacklistFile;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.RobotPolicy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code coursepulse parse}: what the topology would make of a file's lines, without any server. Exit code 0; 1 when the
 * file could not be read or the output not be written; 2 for a wrong option.
 */
@Command(
        name = "parse",
        sortOptions = false,
        description = {
            "Shows how a file's lines are understood: how many have which outcome, and with --json what is known about"
                    + " each of them, one JSON object a line, in order."
        })
public final class ParseCommand implements Callable<Integer> {

    /** Whoever reads the objects has seen enough, as {@code head} has. */
    private static final String BROKEN_PIPE = "Broken pipe";

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The log, plain or compressed by gzip; " + LogFile.STANDARD_INPUT + " for the standard input.")
    private String file;

    @Option(
            names = "--json",
            description = "Prints an object for each line; the totals go to the standard error output.")
    private boolean json;

    @Option(
            names = "--format",
            paramLabel = "auto|combined|common|course",
            defaultValue = "auto",
            converter = FormatConverter.class,
            description = "The lines' layout (default: ${DEFAULT-VALUE}, which tells it line by line).")
    private LineFormat format;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = GenerateCommand.ZoneConverter.class,
            description =
                    "The zone that times are shown in, and that of the course format (default: the system's zone).")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(
            names = "--course-pages",
            paramLabel = "TEMPLATE",
            split = ",",
            defaultValue = "/class/" + CoursePages.COURSE + ".html",
            description = "Which paths are course pages (default: ${DEFAULT-VALUE}); several with commas between.")
    private List<String> coursePages;

    @Option(
            names = "--blacklist",
            paramLabel = "FILE",
            description =
                    "Who and what is not counted, as `coursepulse blacklist list` prints it (default: everything counts).")
    private Path blacklist;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    @Override
    public Integer call() {
        LogClassifier parsed =
                new LogClassifier(new LineRules(format, checkedCoursePages(), RobotPolicy.FILTER, zone), blacklist());
        long start = System.nanoTime();
        try (InputStream log = LogFile.open(file)) {
            if (json) {
                // Bytes, and not the console's encoding: JSON is UTF-8 everywhere.
                parsed.read(log, new FileOutputStream(FileDescriptor.out));
            } else {
                parsed.read(log);
            }
        } catch (IOException e) {
            throw new SandboxFailure("Cannot read " + shownFile() + ": " + FileErrors.reason(e) + ".", e);
        } catch (UncheckedIOException e) {
            if (BROKEN_PIPE.equals(e.getCause().getMessage())) {
                return 0;
            }
            throw new SandboxFailure("Cannot write the objects: " + FileErrors.reason(e.getCause()) + ".", e);
        }
        report(parsed, (System.nanoTime() - start) / 1e9);
        return 0;
    }

    private void report(LogClassifier parsed, double seconds) {
        PrintWriter out =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "Parsed %,d lines in %.2f s (%,.0f lines/s)",
                parsed.lines(),
                seconds,
                parsed.lines() / seconds));
        parsed.totals().forEach(out::println);
        out.flush();
    }

    private String shownFile() {
        return file.equals(LogFile.STANDARD_INPUT) ? "the standard input" : file;
    }

    private Blacklist blacklist() {
        try {
            return blacklist == null ? Blacklist.EMPTY : new Blacklist(1, BlacklistFile.read(blacklist));
        } catch (BlacklistFile.InvalidBlacklistFileException e) {
            throw new SandboxFailure(e.getMessage(), e);
        }
    }

    private CoursePages checkedCoursePages() {
        try {
            return new CoursePages(coursePages);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--course-pages: " + e.getMessage(), e);
        }
    }

    /** A format by its name in small letters. */
    static final class FormatConverter implements ITypeConverter<LineFormat> {
        @Override
        public LineFormat convert(String name) {
            return Arrays.stream(LineFormat.values())
                    .filter(format -> JsonRecordWriter.name(format).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of "
                            + Arrays.stream(LineFormat.values())
                                    .map(JsonRecordWriter::name)
                                    .collect(Collectors.joining(", "))));
        }
    }
}
