package io.coursepulse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.demo.Comparison.Difference;
import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.topic.RecentWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowCheckTest {

    private static final Instant START = Instant.parse("2026-11-26T14:00:00Z");

    @TempDir
    private Path folder;

    private final ClicksBySecond clicks = new ClicksBySecond();
    private final WindowCheck check = new WindowCheck(clicks, true);

    /** A few minutes of lines, some a second by the clock that they are given. */
    @BeforeEach
    void generate() throws IOException, InterruptedException {
        AtomicLong clockReads = new AtomicLong();
        try (LogWriter writer = new LogWriter(
                GeneratorOptions.defaults(100_000, 7).withCourses(5),
                StopAfter.lines(20_000),
                folder.resolve("access.log"),
                () -> START.plusSeconds(clockReads.getAndIncrement() * 20),
                Optional.of(clicks))) {
            writer.start();
            assertThat(writer.awaitEnd(Duration.ofMinutes(1))).isTrue();
        }
        assertThat(clicks.end()).isAfter(START.plusSeconds(60));
    }

    private RecentWindow window(long to) {
        Instant end = START.plusSeconds(to);
        Map<String, Long> now = clicks.between(end.minusSeconds(60), end);
        Map<String, Long> before = clicks.between(end.minusSeconds(120), end.minusSeconds(60));
        Set<String> names = new HashSet<>(now.keySet());
        names.addAll(before.keySet());
        List<RecentWindow.Course> courses = new ArrayList<>();
        names.forEach(name ->
                courses.add(new RecentWindow.Course(name, now.getOrDefault(name, 0L), before.getOrDefault(name, 0L))));
        return new RecentWindow(
                "1m", "1s", end.minusSeconds(60), end, false, false, sum(now), sum(before), 3, 0, courses, List.of());
    }

    private static long sum(Map<String, Long> clicks) {
        return clicks.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void reportsNoDifferenceForCorrectWindows() {
        for (int to = 60; to < 100; to++) {
            check.add(window(to));
        }
        assertThat(check.result().differences()).isEmpty();
        assertThat(check.result().text()).isEqualTo("windows EXACT (40 of 1m)");
        assertThat(check.latestEnd("1m")).isEqualTo(START.plusSeconds(99).getEpochSecond());
    }

    @Test
    void reportsSurplusClick() {
        RecentWindow right = window(80);
        List<RecentWindow.Course> courses = new ArrayList<>(right.courses());
        RecentWindow.Course first = courses.get(0);
        courses.set(0, new RecentWindow.Course(first.course(), first.clicks() + 1, first.before()));
        check.add(new RecentWindow(
                "1m",
                "1s",
                right.from(),
                right.to(),
                false,
                false,
                right.clicks(),
                right.before(),
                0,
                0,
                courses,
                List.of()));

        assertThat(check.result().differences())
                .containsExactly(new Difference(
                        "1m to " + right.to() + ", course " + first.course(), first.clicks(), first.clicks() + 1));
        assertThat(check.result().text()).startsWith("windows DIFFERENT");
    }

    @Test
    void reportsMissingCourseAndMissingSlide() {
        RecentWindow right = window(80);
        check.add(new RecentWindow(
                "1m",
                "1s",
                right.from(),
                right.to(),
                false,
                false,
                right.clicks(),
                right.before(),
                0,
                0,
                List.of(),
                List.of()));
        assertThat(check.result().differences()).isNotEmpty();

        WindowCheck other = new WindowCheck(clicks, true);
        other.add(window(80));
        other.add(window(82));
        assertThat(other.result().differences()).singleElement().asString().contains("end of the window 1m after");
    }

    @Test
    void comparesPreviousWindowWhenFull() {
        WindowCheck check = new WindowCheck(clicks, false);
        check.add(changed(window(80), true, 0, 1));
        assertThat(check.result().differences()).isEmpty();
        check.add(changed(window(81), false, 0, 1));
        assertThat(check.result().differences())
                .singleElement()
                .asString()
                .contains("1m to " + window(81).to() + ", previous window");
    }

    @Test
    void skipsFillingWindows() {
        check.add(new RecentWindow(
                "1m", "1s", START, START.plusSeconds(60), true, true, 1, 0, 0, 0, List.of(), List.of()));
        assertThat(check.result().text()).startsWith("windows not compared");
    }

    @Test
    void windowMayMissOnlyLateClicks() {
        check.add(changed(window(60), false, -3, 0));
        assertThat(check.result().differences()).isEmpty();
        assertThat(check.result().text()).startsWith("windows not compared: 1 miss late clicks, 3 late clicks in all");
        check.add(window(61));
        assertThat(check.result().text()).startsWith("windows EXACT (1 of 1m); 1 miss");
        check.add(changed(window(62), false, -4, 0));
        assertThat(check.result().text()).startsWith("windows DIFFERENT");
    }

    /** The window with more clicks in it, or in the previous one. */
    private static RecentWindow changed(RecentWindow window, boolean beforeFilling, long more, long moreBefore) {
        return new RecentWindow(
                window.window(),
                window.slide(),
                window.from(),
                window.to(),
                window.filling(),
                beforeFilling,
                window.clicks() + more,
                window.before() + moreBefore,
                window.late(),
                window.future(),
                window.courses(),
                window.clocksAhead());
    }
}
