package io.coursepulse.sandbox.generator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was generated. Safe for use by several threads. */
public final class RunningTruth {
    private static final SearchEngine[] ENGINES = SearchEngine.values();

    /** The counts of one day; a dimension more is an array more. */
    private record Day(long[] byCourse, long[][] byEngineAndCourse) {
        Day(int courses) {
            this(new long[courses], new long[ENGINES.length][courses]);
        }
    }

    private final CourseCatalog courses;
    private final long[] outcomes = new long[LineOutcome.values().length];
    private final Map<String, Day> days = new TreeMap<>();

    RunningTruth(CourseCatalog courses) {
        this.courses = courses;
    }

    /** Adds all lines of the batch. */
    public void add(LineBatch batch) {
        add(batch, batch.lines());
    }

    /** Adds the batch's first lines. */
    synchronized void add(LineBatch batch, int lines) {
        Day day = days.computeIfAbsent(batch.day(), name -> new Day(courses.size()));
        for (int line = 0; line < lines; line++) {
            outcomes[batch.outcome(line).ordinal()]++;
            int course = batch.course(line);
            if (course != LineBatch.NO_COURSE) {
                day.byCourse[course]++;
                int engine = batch.engine(line);
                if (engine != Referrer.NO_ENGINE) {
                    day.byEngineAndCourse[engine][course]++;
                }
            }
        }
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

    /** The counts as they are now. */
    public synchronized GroundTruth snapshot() {
        Map<String, Long> byOutcome = new LinkedHashMap<>();
        for (LineOutcome outcome : LineOutcome.values()) {
            byOutcome.put(outcome.label(), outcomes[outcome.ordinal()]);
        }
        Map<String, Long> byCourse = new TreeMap<>();
        Map<String, Long> byEngine = new TreeMap<>();
        days.forEach((name, day) -> {
            putCounts(byCourse, name + "_", day.byCourse);
            for (SearchEngine engine : ENGINES) {
                putCounts(byEngine, name + "_" + engine.label() + "_", day.byEngineAndCourse[engine.ordinal()]);
            }
        });
        return new GroundTruth(
                lines(),
                byOutcome,
                Map.of(GroundTruth.COURSE_TABLE, byCourse, GroundTruth.SEARCH_ENGINE_TABLE, byEngine));
    }

    /** A row stands in a table only when something was counted in it. */
    private void putCounts(Map<String, Long> table, String keyStart, long[] counts) {
        for (int course = 0; course < counts.length; course++) {
            if (counts[course] > 0) {
                table.put(keyStart + courses.id(course), counts[course]);
            }
        }
    }
}
