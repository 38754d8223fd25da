package io.coursepulse.generator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what was generated. Safe for use by several threads. */
public final class GroundTruthCounter {
    private static final SearchEngine[] ENGINES = SearchEngine.values();

    /** The counts of one day, each by course: of all visits, by engine, by keyword and so on. */
    private record Day(
            long[] all,
            long[][] byEngine,
            Map<String, long[]> byKeyword,
            Map<String, long[]> byRegion,
            Map<String, long[]> byClient,
            Map<String, long[]> byDevice) {
        Day(int courses) {
            this(
                    new long[courses],
                    new long[ENGINES.length][courses],
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>());
        }
    }

    private final CourseCatalog courses;
    private final Optional<ClicksBySecond> seconds;
    private final long[] outcomes = new long[LineOutcome.values().length];
    private final Map<String, Day> days = new TreeMap<>();
    private final Map<String, long[]> minutes = new TreeMap<>();

    GroundTruthCounter(CourseCatalog courses) {
        this(courses, Optional.empty());
    }

    /** @param seconds counts the clicks as well, by second */
    GroundTruthCounter(CourseCatalog courses, Optional<ClicksBySecond> seconds) {
        this.courses = courses;
        this.seconds = seconds;
    }

    /** Adds all lines of the batch. */
    public void add(LineBatch batch) {
        add(batch, batch.lines());
    }

    /** Adds the batch's first lines. */
    synchronized void add(LineBatch batch, int lines) {
        seconds.ifPresent(clicks -> clicks.add(batch, lines, courses));
        Day day = days.computeIfAbsent(batch.time().day(), name -> new Day(courses.size()));
        long[] minute = minutes.computeIfAbsent(batch.time().minute(), name -> new long[courses.size()]);
        for (int line = 0; line < lines; line++) {
            outcomes[batch.outcome(line).ordinal()]++;
            int course = batch.course(line);
            if (course != LineBatch.NO_COURSE) {
                day.all[course]++;
                minute[course]++;
                of(day.byRegion, batch.region(line))[course]++;
                of(day.byClient, batch.client(line))[course]++;
                of(day.byDevice, batch.device(line))[course]++;
                int engine = batch.engine(line);
                if (engine != Referrer.NO_ENGINE) {
                    day.byEngine[engine][course]++;
                }
                String keyword = batch.keyword(line);
                if (!keyword.equals(Referrer.NO_KEYWORD)) {
                    of(day.byKeyword, keyword)[course]++;
                }
            }
        }
    }

    private long[] of(Map<String, long[]> counts, String name) {
        return counts.computeIfAbsent(name, any -> new long[courses.size()]);
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
        Map<String, Long> byKeyword = new TreeMap<>();
        Map<String, Long> byRegion = new TreeMap<>();
        Map<String, Long> byClient = new TreeMap<>();
        Map<String, Long> byDevice = new TreeMap<>();
        Map<String, Long> byMinute = new TreeMap<>();
        days.forEach((name, day) -> {
            putCounts(byCourse, name + "_", day.all);
            for (SearchEngine engine : ENGINES) {
                putCounts(byEngine, name + "_" + engine.label() + "_", day.byEngine[engine.ordinal()]);
            }
            day.byKeyword.forEach((keyword, counts) -> putCounts(byKeyword, name + "_" + keyword + "_", counts));
            day.byRegion.forEach((region, counts) -> putCounts(byRegion, name + "_" + region + "_", counts));
            day.byClient.forEach((client, counts) -> putCounts(byClient, name + "_" + client + "_", counts));
            day.byDevice.forEach((device, counts) -> putCounts(byDevice, name + "_" + device + "_", counts));
        });
        minutes.forEach((minute, counts) -> putCounts(byMinute, minute + "_", counts));
        return new GroundTruth(
                lines(),
                byOutcome,
                Map.of(
                        GroundTruth.COURSE_TABLE, byCourse,
                        GroundTruth.SEARCH_ENGINE_TABLE, byEngine,
                        GroundTruth.KEYWORD_TABLE, byKeyword,
                        GroundTruth.REGION_TABLE, byRegion,
                        GroundTruth.CLIENT_TABLE, byClient,
                        GroundTruth.DEVICE_TABLE, byDevice,
                        GroundTruth.MINUTE_TABLE, byMinute));
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
