package io.coursepulse.generator;

import io.coursepulse.dimension.Dimension;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the generated lines. Safe for use by several threads. */
public final class GroundTruthCounter {

    private static final Dimension[] DIMENSIONS = Dimension.values();

    /** The counts of one dimension: by day or minute, then by value, then by the course's number. */
    private final Map<Dimension, Map<String, Map<String, long[]>>> counts = new EnumMap<>(Dimension.class);

    private final CourseCatalog courses;
    private final Optional<ClicksBySecond> seconds;
    private final long[] outcomes = new long[LineOutcome.values().length];

    GroundTruthCounter(CourseCatalog courses) {
        this(courses, Optional.empty());
    }

    /** @param seconds also counts the clicks, by second */
    GroundTruthCounter(CourseCatalog courses, Optional<ClicksBySecond> seconds) {
        this.courses = courses;
        this.seconds = seconds;
        for (Dimension dimension : DIMENSIONS) {
            counts.put(dimension, new HashMap<>());
        }
    }

    /** Adds all lines of the batch. */
    public void add(LineBatch batch) {
        add(batch, batch.lines());
    }

    /** Adds the batch's first lines. */
    synchronized void add(LineBatch batch, int lines) {
        seconds.ifPresent(clicks -> clicks.add(batch, lines, courses));
        Map<Dimension, Map<String, long[]>> now = new EnumMap<>(Dimension.class);
        for (Dimension dimension : DIMENSIONS) {
            now.put(dimension, counts.get(dimension).computeIfAbsent(time(dimension, batch), any -> new HashMap<>()));
        }
        for (int line = 0; line < lines; line++) {
            outcomes[batch.outcome(line).ordinal()]++;
            GeneratedVisit visit = batch.visit(line);
            if (visit != null) {
                for (Dimension dimension : DIMENSIONS) {
                    String value = visit.value(dimension);
                    if (!value.equals(GeneratedVisit.NOT_COUNTED)) {
                        now.get(dimension).computeIfAbsent(value, any -> new long[courses.size()])[visit.course()]++;
                    }
                }
            }
        }
    }

    private static String time(Dimension dimension, LineBatch batch) {
        return switch (dimension.granularity()) {
            case DAY -> batch.time().day();
            case MINUTE -> batch.time().minute();
        };
    }

    /** The lines added so far. */
    public synchronized long lines() {
        long lines = 0;
        for (long count : outcomes) {
            lines += count;
        }
        return lines;
    }

    /** The visits to course pages added so far. */
    public synchronized long counted() {
        return outcomes[LineOutcome.COUNTED.ordinal()];
    }

    /** The current counts. */
    public synchronized GroundTruth snapshot() {
        Map<String, Long> byOutcome = new LinkedHashMap<>();
        for (LineOutcome outcome : LineOutcome.values()) {
            byOutcome.put(outcome.label(), outcomes[outcome.ordinal()]);
        }
        Map<String, Map<String, Long>> tables = new TreeMap<>();
        counts.forEach((dimension, byTime) -> {
            Map<String, Long> rows = new TreeMap<>();
            byTime.forEach((time, byValue) -> byValue.forEach((value, clicks) ->
                    putCounts(rows, dimension.hasValue() ? time + "_" + value + "_" : time + "_", clicks)));
            tables.put(dimension.table(), rows);
        });
        return new GroundTruth(lines(), byOutcome, tables);
    }

    /** A table has no rows with count 0. */
    private void putCounts(Map<String, Long> rows, String keyStart, long[] clicks) {
        for (int course = 0; course < clicks.length; course++) {
            if (clicks[course] > 0) {
                rows.put(keyStart + courses.id(course), clicks[course]);
            }
        }
    }
}
