package io.coursepulse.log;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses mutated lines and checks the results. An exception, or a field that is not inside its line, ends it with an
 * {@link AssertionError} that names the seed and the line.
 */
final class ParserFuzzer {

    private static final int SHOWN = 400;

    private final long seed;
    private final LineMutator lines;
    private final List<LineParser> parsers = Arrays.stream(LineFormat.values())
            .map(format -> format.parser(RawFields.SHANGHAI))
            .toList();
    private final CoursePages pages = new CoursePages(List.of("/class/{course}.html", "/{course}"));
    private final LogLine line = new LogLine();
    private final LogLine.Slice course = new LogLine.Slice();
    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
    private long number;
    private long accepted;
    private long bytes;

    ParserFuzzer(long seed) {
        this.seed = seed;
        lines = new LineMutator(seed);
    }

    /** Generates the next line, for the next format. */
    void nextLine() {
        lines.next();
        number++;
        bytes += lines.end() - lines.start();
    }

    /** Parses the line and looks for a course page; may be called repeatedly. */
    Optional<RejectReason> parse() {
        try {
            Optional<RejectReason> rejection =
                    parsers.get((int) (number % parsers.size())).parse(lines.bytes(), lines.start(), lines.end(), line);
            if (rejection.isEmpty() && !pages.find(line, course)) {
                course.clear();
            }
            return rejection;
        } catch (RuntimeException e) {
            throw new AssertionError(line(), e);
        }
    }

    /** Counts the result and checks the fields of an accepted line. */
    void check(Optional<RejectReason> rejection) {
        if (rejection.isPresent()) {
            rejected.merge(rejection.get(), 1L, Long::sum);
            return;
        }
        accepted++;
        boolean status = line.status() >= 100 && line.status() <= 999;
        boolean there = !line.method().isEmpty()
                && !line.uri().isEmpty()
                && !line.protocol().isEmpty();
        if (!status
                || !there
                || !isInside(line.client())
                || !isInside(line.method())
                || !isInside(line.uri())
                || !isInside(line.protocol())
                || !isInside(line.referrer())
                || !isInside(line.userAgent())
                || !isInside(course)
                || !RawFields.text(lines.bytes(), course).matches("[A-Za-z0-9-]{0,32}")) {
            throw new AssertionError("field outside its line:  " + line());
        }
        line.text(line.uri());
        line.text(line.referrer());
    }

    private boolean isInside(LogLine.Slice field) {
        return field.isEmpty()
                || lines.start() <= field.start() && field.start() <= field.end() && field.end() <= lines.end();
    }

    /** Describes the last line in reports: how to reproduce it, and its beginning. */
    String line() {
        int length = lines.end() - lines.start();
        return "seed " + seed + ", line " + number + ", " + length + " bytes: "
                + HexFormat.of().formatHex(lines.bytes(), lines.start(), lines.start() + Math.min(length, SHOWN));
    }

    long accepted() {
        return accepted;
    }

    long bytes() {
        return bytes;
    }

    Map<RejectReason, Long> rejected() {
        return rejected;
    }
}
