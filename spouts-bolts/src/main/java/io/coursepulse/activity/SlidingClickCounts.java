package io.coursepulse.activity;

import io.coursepulse.topic.RecentWindow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sums of a sliding window and of the preceding one. A pane is added when it enters, moved to the preceding window
 * when it leaves the current one, and subtracted when it leaves that: a slide costs what has changed, not the size of
 * the window. Not thread-safe.
 */
final class SlidingClickCounts {

    private static final Comparator<RecentWindow.Course> MOST_VISITED =
            Comparator.comparingLong(RecentWindow.Course::clicks).reversed().thenComparing(RecentWindow.Course::course);

    private static final class Sum {
        private long now;
        private long before;
    }

    private final ActivityWindow window;
    private final int top;
    private final Map<String, Sum> courses = new HashMap<>();
    private final Deque<Pane> inWindow = new ArrayDeque<>();
    private final Deque<Pane> inWindowBefore = new ArrayDeque<>();
    private final Sum all = new Sum();
    private long since = Long.MIN_VALUE;

    SlidingClickCounts(ActivityWindow window, int top) {
        this.window = window;
        this.top = top;
    }

    /**
     * Slides the window.
     *
     * @param entered the panes that have entered since the last slide, in time order
     * @param to the end of the window
     */
    RecentWindow slide(List<Pane> entered, long to) {
        long length = window.length().toMillis();
        if (since == Long.MIN_VALUE && !entered.isEmpty()) {
            // The window's task may have started later than the tasks that emit the panes.
            since = entered.get(0).end() - Pane.MILLIS;
        }
        for (Pane pane : entered) {
            since = Math.max(since, pane.since());
            add(pane, 1, 0);
            inWindow.add(pane);
        }
        while (!inWindow.isEmpty() && inWindow.peek().end() <= to - length) {
            Pane pane = inWindow.remove();
            add(pane, -1, 1);
            inWindowBefore.add(pane);
        }
        while (!inWindowBefore.isEmpty() && inWindowBefore.peek().end() <= to - 2 * length) {
            add(inWindowBefore.remove(), 0, -1);
        }
        return result(to - 2 * length, to - length, to);
    }

    private void add(Pane pane, int now, int before) {
        pane.forEach((course, clicks) -> {
            Sum sum = courses.computeIfAbsent(course, any -> new Sum());
            sum.now += (long) now * clicks;
            sum.before += (long) before * clicks;
            all.now += (long) now * clicks;
            all.before += (long) before * clicks;
            if (sum.now == 0 && sum.before == 0) {
                courses.remove(course);
            }
        });
    }

    private RecentWindow result(long beforeFrom, long from, long to) {
        Pane newest = inWindow.peekLast();
        List<RecentWindow.Course> mostVisited = courses.entrySet().stream()
                .map(course ->
                        new RecentWindow.Course(course.getKey(), course.getValue().now, course.getValue().before))
                .sorted(MOST_VISITED)
                .limit(top)
                .toList();
        return new RecentWindow(
                window.name(),
                ActivityWindow.text(window.slide()),
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to),
                from < since,
                beforeFrom < since,
                all.now,
                all.before,
                newest == null ? 0 : newest.late(),
                newest == null ? 0 : newest.future(),
                mostVisited,
                newest == null ? List.of() : ClocksAhead.unpack(newest.ahead()));
    }
}
