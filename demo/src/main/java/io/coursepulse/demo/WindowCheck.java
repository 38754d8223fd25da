package io.coursepulse.demo;

import io.coursepulse.demo.Comparison.Difference;
import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.topic.RecentWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares every window that is marked full with the clicks that were generated in it: all courses, and their sum, in this
 * window and the previous one. Also checks that no slide is missing. For one thread.
 */
public final class WindowCheck {

    /**
     * The result.
     *
     * @param full the full windows that were compared, by name
     * @param incomplete full windows that miss clicks, but no more than the pipeline reports as late
     */
    public record Result(
            Map<String, Long> full, long incomplete, long late, long future, List<Difference> differences) {

        public Result {
            full = Map.copyOf(full);
            differences = List.copyOf(differences);
        }

        /** One line: {@code windows EXACT} if there was a full window and nothing differs. */
        String text() {
            if (!differences.isEmpty()) {
                return "windows DIFFERENT (" + late + " clicks came late, " + future + " were ahead of the clock)";
            }
            if (full.isEmpty()) {
                return "windows not compared: none was full (that takes at least the shortest window's length)";
            }
            String missing = incomplete + " miss late clicks, " + late + " late clicks in all";
            if (full.values().stream().allMatch(count -> count == 0)) {
                return "windows not compared: " + missing;
            }
            List<String> counts = new ArrayList<>();
            new TreeMap<>(full).forEach((name, count) -> counts.add(count + " of " + name));
            return "windows EXACT (" + String.join(", ", counts) + ")" + (incomplete == 0 ? "" : "; " + missing);
        }
    }

    private final ClicksBySecond truth;
    private final boolean startedEmpty;
    private final Map<String, Instant> last = new HashMap<>();
    private final Map<String, Long> full = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private long incomplete;
    private long late;
    private long future;

    /**
     * Compares with the given clicks.
     *
     * @param truth must contain the clicks of a window when the window arrives
     * @param startedEmpty whether there were no lines before, so that the counts of the previous window are right even while
     *     that one is filling
     */
    public WindowCheck(ClicksBySecond truth, boolean startedEmpty) {
        this.truth = truth;
        this.startedEmpty = startedEmpty;
    }

    /** Checks the next record of the topic. */
    public void add(RecentWindow window) {
        checkContiguous(window);
        late = window.late();
        future = window.future();
        if (!window.filling()) {
            full.merge(window.window(), missesLateClicks(window) ? 0L : 1L, Long::sum);
            if (missesLateClicks(window)) {
                incomplete++;
            } else {
                compare(window);
            }
        }
    }

    /** Late clicks are reported as such: a window that misses no more than those is correct. */
    private boolean missesLateClicks(RecentWindow window) {
        Duration length = Duration.between(window.from(), window.to());
        Map<String, Long> now = truth.between(window.from(), window.to());
        long missing = sum(now) - window.clicks();
        long missingBefore = sum(truth.between(window.from().minus(length), window.from())) - window.before();
        return missing >= 0
                && missingBefore >= 0
                && missing + missingBefore > 0
                && missing + missingBefore <= window.late()
                && window.courses().stream()
                        .allMatch(course -> course.clicks() <= now.getOrDefault(course.course(), 0L));
    }

    private void checkContiguous(RecentWindow window) {
        Instant before = last.put(window.window(), window.to());
        if (before != null) {
            Instant next = before.plus(Duration.parse("PT" + window.slide()));
            check("end of the window " + window.window() + " after the one that ended at " + before, next, window.to());
        }
    }

    private void check(String what, Instant expected, Instant found) {
        check(what + ", in seconds since 1970", expected.getEpochSecond(), found.getEpochSecond());
    }

    private void compare(RecentWindow window) {
        Duration length = Duration.between(window.from(), window.to());
        Map<String, Long> now = truth.between(window.from(), window.to());
        Map<String, Long> before = truth.between(window.from().minus(length), window.from());
        String name = window.window() + " to " + window.to();
        check(name, sum(now), window.clicks());
        boolean wholeBefore = startedEmpty || !window.beforeFilling();
        if (wholeBefore) {
            check(name + ", previous window", sum(before), window.before());
        }
        Map<String, RecentWindow.Course> found = new HashMap<>();
        window.courses().forEach(course -> found.put(course.course(), course));
        Set<String> courses = new TreeSet<>(now.keySet());
        courses.addAll(before.keySet());
        courses.addAll(found.keySet());
        for (String course : courses) {
            RecentWindow.Course clicks = found.getOrDefault(course, new RecentWindow.Course(course, 0, 0));
            check(name + ", course " + course, now.getOrDefault(course, 0L), clicks.clicks());
            if (wholeBefore) {
                check(name + ", previous window, course " + course, before.getOrDefault(course, 0L), clicks.before());
            }
        }
    }

    private static long sum(Map<String, Long> clicks) {
        return clicks.values().stream().mapToLong(Long::longValue).sum();
    }

    private void check(String what, long expected, long found) {
        if (expected != found) {
            differences.add(new Difference(what, expected, found));
        }
    }

    /** The end of the newest window of a name, in seconds since 1970; 0 if there is none. */
    public long latestEnd(String name) {
        return last.getOrDefault(name, Instant.EPOCH).getEpochSecond();
    }

    /** The result so far. */
    public Result result() {
        return new Result(full, incomplete, late, future, differences);
    }
}
