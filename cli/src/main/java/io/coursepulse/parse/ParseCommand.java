package io.coursepulse.parse;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.cli.OptionConverters;
import io.coursepulse.generator.FileErrors;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.log.ServedStatuses;
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
 * {@code coursepulse parse}: classifies a file's lines as the topology would, without any server. Exit code 0; 1 if the
 * file could not be read or the output not written; 2 for an invalid option.
 */
@Command(
        name = "parse",
        sortOptions = false,
        description = {
            "Show how a file's lines are parsed: the number of lines with each outcome, and with --json the fields of"
                    + " each line, as JSON lines in order."
        })
public final class ParseCommand implements Callable<Integer> {

    /** The reader of the output has closed it, as {@code head} does. */
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
            description = "Print a JSON object for each line; totals go to the standard error output.")
    private boolean json;

    @Option(
            names = "--format",
            paramLabel = "auto|combined|common|course",
            defaultValue = "auto",
            converter = FormatConverter.class,
            description = "The layout of the lines (default: ${DEFAULT-VALUE}, detected per line).")
    private LineFormat format;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = OptionConverters.ZoneConverter.class,
            description = "The time zone of the output and of the course format (default: the system's zone).")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(
            names = "--course-pages",
            paramLabel = "TEMPLATE",
            split = ",",
            defaultValue = "/class/" + CoursePages.COURSE + ".html",
            description = "Paths of course pages, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<String> coursePages;

    @Option(
            names = "--statuses",
            paramLabel = "STATUS",
            split = ",",
            defaultValue = "2xx,304",
            description = "Statuses of responses that are counted, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<String> statuses;

    @Option(
            names = "--blacklist",
            paramLabel = "FILE",
            description = "Blacklist file as printed by `coursepulse blacklist list` (default: none).")
    private Path blacklist;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Override
    public Integer call() {
        LineRules rules = new LineRules(format, checkedCoursePages(), checkedStatuses(), RobotPolicy.FILTER, zone);
        LogClassifier parsed = new LogClassifier(rules, blacklist());
        long start = System.nanoTime();
        try (InputStream log = LogFile.open(file)) {
            if (json) {
                // As bytes, not in the console's encoding: JSON is always UTF-8.
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
            throw new SandboxFailure("Cannot write the output: " + FileErrors.reason(e.getCause()) + ".", e);
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

    private ServedStatuses checkedStatuses() {
        try {
            return new ServedStatuses(statuses.stream().map(String::strip).toList());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--statuses: " + e.getMessage(), e);
        }
    }

    /** A format by its lower-case name. */
    static final class FormatConverter implements ITypeConverter<LineFormat> {
        @Override
        public LineFormat convert(String name) {
            return Arrays.stream(LineFormat.values())
                    .filter(format -> JsonRecordWriter.name(format).equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("'" + name + "' is not a supported format; use one of "
                                    + Arrays.stream(LineFormat.values())
                                            .map(JsonRecordWriter::name)
                                            .collect(Collectors.joining(", "))));
        }
    }
}
