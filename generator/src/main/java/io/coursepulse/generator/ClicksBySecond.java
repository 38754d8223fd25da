package io.coursepulse.generator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The clicks by second and course: the expected counts of any window. It grows with the duration of the run, unlike
 * {@link GroundTruth}. Safe for use by several threads.
 */
public final class ClicksBySecond {

    private final TreeMap<Long, Map<String, Long>> seconds = new TreeMap<>();

    /** Adds the batch's first lines. */
    synchronized void add(LineBatch batch, int lines, CourseCatalog courses) {
        Map<String, Long> second = seconds.computeIfAbsent(batch.time().epochSecond(), any -> new HashMap<>());
        for (int line = 0; line < lines; line++) {
            GeneratedVisit visit = batch.visit(line);
            if (visit != null) {
                second.merge(courses.id(visit.course()), 1L, Long::sum);
            }
        }
    }

    /** Adds a single click. */
    public synchronized void add(long second, String course) {
        seconds.computeIfAbsent(second, any -> new HashMap<>()).merge(course, 1L, Long::sum);
    }

    /** The clicks of each course from {@code from} to before {@code to}, both at whole seconds; courses without any are absent. */
    public synchronized Map<String, Long> between(Instant from, Instant to) {
        Map<String, Long> sum = new TreeMap<>();
        seconds.subMap(from.getEpochSecond(), to.getEpochSecond())
                .values()
                .forEach(second -> second.forEach((course, clicks) -> sum.merge(course, clicks, Long::sum)));
        return sum;
    }

    /**
     * The end of the last second that has a line.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public synchronized Instant end() {
        return Instant.ofEpochSecond(seconds.lastKey() + 1);
    }
}
