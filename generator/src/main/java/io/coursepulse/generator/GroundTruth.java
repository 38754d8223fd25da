package io.coursepulse.generator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.coursepulse.dimension.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The expected counts of a log's lines; immutable.
 *
 * @param lines all lines
 * @param outcomes the lines with each outcome ({@code counted}, {@code other_page}, {@code not_served}, {@code robot}, {@code rejected}); their sum is
 *     {@code lines}
 * @param tables for each table ({@code course_clickcount}, {@code course_search_clickcount}, ...), its row keys
 *     ({@code 20171111_112}, {@code 20171111_baidu_112}, ...) and their counts; rows without a count are absent
 */
public record GroundTruth(long lines, Map<String, Long> outcomes, Map<String, Map<String, Long>> tables) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** A course and its visits, on all days. */
    public record CourseVisits(String course, long visits) {}

    /**
     * Copies the maps.
     *
     * @throws IllegalArgumentException if the sums differ, which no run of the generator can cause
     */
    public GroundTruth {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        tables.forEach((name, rows) -> copy.put(name, Collections.unmodifiableMap(new TreeMap<>(rows))));
        tables = Collections.unmodifiableMap(copy);
        checkSum("the outcomes", outcomes, lines);
        for (Dimension dimension : Dimension.values()) {
            if (dimension.countsEveryVisit()) {
                checkSum(
                        dimension.table(),
                        tables.getOrDefault(dimension.table(), Map.of()),
                        outcomes.getOrDefault(LineOutcome.COUNTED.label(), 0L));
            }
        }
    }

    /** The lines with that outcome. */
    public long lines(LineOutcome outcome) {
        return outcomes.getOrDefault(outcome.label(), 0L);
    }

    /** The visits to course pages. */
    public long counted() {
        return lines(LineOutcome.COUNTED);
    }

    /** The rows of that table, ordered by key; empty if there is no such table. */
    public Map<String, Long> table(String name) {
        return tables.getOrDefault(name, Map.of());
    }

    /** The rows of the dimension's table, ordered by key. */
    public Map<String, Long> table(Dimension dimension) {
        return table(dimension.table());
    }

    /** The expected counts of the lines of both logs together. */
    public GroundTruth plus(GroundTruth other) {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        tables.forEach((name, rows) -> sums.put(name, sum(rows, other.table(name))));
        return new GroundTruth(lines + other.lines, sum(outcomes, other.outcomes), sums);
    }

    private static Map<String, Long> sum(Map<String, Long> these, Map<String, Long> those) {
        Map<String, Long> sum = new LinkedHashMap<>(these);
        those.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return sum;
    }

    /** The most visited courses over all days, at most {@code limit}. */
    public List<CourseVisits> topCourses(int limit) {
        Map<String, Long> visits = new TreeMap<>();
        table(Dimension.COURSE)
                .forEach((key, count) -> visits.merge(key.substring(key.indexOf('_') + 1), count, Long::sum));
        return visits.entrySet().stream()
                .map(course -> new CourseVisits(course.getKey(), course.getValue()))
                .sorted(Comparator.comparingLong(CourseVisits::visits).reversed())
                .limit(limit)
                .toList();
    }

    /** Writes it as JSON, atomically: a reader sees the old file or the whole new one. */
    public void write(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        Files.writeString(temporary, JSON.writeValueAsString(this) + "\n");
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file cannot be read or is not a ground truth
     */
    public static GroundTruth read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), GroundTruth.class);
    }

    private static void checkSum(String name, Map<String, Long> parts, long expected) {
        long sum = parts.values().stream().mapToLong(Long::longValue).sum();
        if (sum != expected) {
            throw new IllegalArgumentException(name + " sum to " + sum + ", expected " + expected);
        }
    }
}
