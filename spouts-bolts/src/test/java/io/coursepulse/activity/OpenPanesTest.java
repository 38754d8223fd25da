package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Feeds lines and progress of several partitions, and checks which seconds are closed. */
class OpenPanesTest {

    private static final long START = Instant.parse("2026-11-26T14:00:00Z").getEpochSecond();
    private static final EventTimeLimits TIME = new EventTimeLimits(
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(20));

    private Instant now = Instant.ofEpochSecond(START);
    private final InstantSource clock = () -> now;
    private final PartitionProgress.Tracker parser = new PartitionProgress.Tracker(TIME, clock);
    private OpenPanes panes = new OpenPanes(TIME, clock);
    private final List<Pane> closed = new ArrayList<>();

    /** A visit, the given seconds after the start, in a line of that partition. */
    private void line(int partition, String course, long second) {
        panes.add(course, START + second);
        if (parser.addLine(partition, START + second)) {
            closed.addAll(panes.advance(parser.current(partition)));
        }
    }

    private void clockAt(long second) {
        now = Instant.ofEpochSecond(START + second);
    }

    private void status(int partition, int of, boolean drained) {
        parser.addStatus(partition, of, drained ? now.toEpochMilli() : PartitionProgress.UNKNOWN);
        closed.addAll(panes.advance(parser.current(partition)));
    }

    /** The starts of the closed panes, in seconds after the start. */
    private List<Long> seconds() {
        return closed.stream().map(pane -> pane.end() / Pane.MILLIS - 1 - START).toList();
    }

    private Map<String, Integer> clicks(long second) {
        Map<String, Integer> clicks = new HashMap<>();
        closed.stream()
                .filter(pane -> pane.end() == (START + second + 1) * Pane.MILLIS)
                .forEach(pane -> pane.forEach(clicks::put));
        return clicks;
    }

    private long late() {
        return closed.get(closed.size() - 1).late();
    }

    private long since() {
        return closed.get(closed.size() - 1).since() / Pane.MILLIS - START;
    }

    @Test
    void closesSecondWhenEveryPartitionIsPastItPlusLateness() {
        clockAt(100);
        status(0, 2, false);
        status(1, 2, false);
        line(0, "a", 10);
        line(1, "b", 10);
        line(0, "a", 10);
        assertThat(seconds()).containsExactly();
        line(0, "a", 13);
        assertThat(seconds()).isEmpty();
        line(1, "a", 13);

        // From the first second without missed out-of-order lines.
        assertThat(seconds()).containsExactly(8L, 9L, 10L);
        assertThat(clicks(10)).isEqualTo(Map.of("a", 2, "b", 1));
    }

    /**
     * One partition's backlog is read minutes before the other's; by the newest line all of the other's lines would be
     * late.
     */
    @Test
    void slowPartitionCausesNoLateLines() {
        clockAt(1_000);
        status(0, 2, false);
        status(1, 2, false);
        for (int second = 0; second < 600; second++) {
            line(0, "a", second);
        }
        for (int second = 0; second < 600; second++) {
            line(1, "b", second);
        }

        assertThat(seconds()).hasSize(599).startsWith(-2L).endsWith(596L);
        for (int second = 0; second < 597; second++) {
            assertThat(clicks(second)).isEqualTo(Map.of("a", 1, "b", 1));
        }
        assertThat(late()).isZero();
    }

    @Test
    void linesBeyondTheLatenessAreLate() {
        clockAt(100);
        status(0, 1, false);
        line(0, "a", 10);
        line(0, "a", 12);
        line(0, "b", 10);
        line(0, "a", 13);
        line(0, "late", 10);
        line(0, "a", 14);

        assertThat(clicks(10)).isEqualTo(Map.of("a", 1, "b", 1));
        assertThat(late()).isEqualTo(1);
    }

    @Test
    void drainedIdlePartitionDoesNotDelayPanes() {
        clockAt(10);
        status(0, 2, false);
        status(1, 2, false);
        for (int second = 10; second < 30; second++) {
            clockAt(second);
            line(0, "a", second);
        }
        assertThat(seconds()).isEmpty();
        status(1, 2, true);

        // It has progressed to 29 - 5, so seconds up to 24 - 2 are closed.
        assertThat(seconds()).endsWith(21L);
        assertThat(late()).isZero();
    }

    @Test
    void emptySecondsAreClosedToo() {
        for (int second = 0; second < 20; second++) {
            clockAt(second);
            status(0, 2, true);
            status(1, 2, true);
        }

        // From the first check on: five seconds for a line in flight, two for one out of order.
        assertThat(seconds()).startsWith(-7L).endsWith(11L).hasSize(19);
    }

    /** Lines in flight to Kafka have their time: the progress of a partition without lines allows for the delay. */
    @Test
    void lineInFlightIsNotLate() {
        for (int second = 0; second < 20; second++) {
            clockAt(second);
            status(0, 1, true);
        }
        line(0, "a", 14);
        clockAt(30);
        status(0, 1, true);

        assertThat(clicks(14)).isEqualTo(Map.of("a", 1));
        assertThat(late()).isZero();
    }

    @Test
    void panesStayOpenDuringKafkaOutage() {
        clockAt(0);
        status(0, 1, true);
        clockAt(60);
        status(0, 1, false);
        assertThat(seconds()).isEmpty();
        line(0, "a", 3);
        clockAt(61);
        status(0, 1, true);

        assertThat(clicks(3)).isEqualTo(Map.of("a", 1));
        assertThat(late()).isZero();
    }

    @Test
    void farFutureLineDoesNotAdvanceTime() {
        clockAt(10);
        status(0, 1, false);
        line(0, "a", 8);
        line(0, "x", 10 + 301);
        line(0, "x", 1_000_000);
        line(0, "a", 9);
        line(0, "a", 10);
        clockAt(13);
        line(0, "a", 13);

        assertThat(seconds()).startsWith(6L).endsWith(10L);
        assertThat(clicks(9)).isEqualTo(Map.of("a", 1));
        assertThat(late()).isZero();
        assertThat(closed.get(closed.size() - 1).future()).isEqualTo(2);
    }

    /**
     * From a server whose clock is some minutes ahead: the line counts at its own time and makes no other line late.
     */
    @Test
    void slightlyFutureLineCountsWithoutAdvancingTime() {
        clockAt(10);
        status(0, 1, false);
        line(0, "a", 10);
        line(0, "fast", 130);
        for (int second = 11; second < 140; second++) {
            clockAt(second);
            line(0, "a", second);
        }

        assertThat(clicks(130)).isEqualTo(Map.of("a", 1, "fast", 1));
        assertThat(clicks(10)).isEqualTo(Map.of("a", 1));
        assertThat(late()).isZero();
        assertThat(closed.get(0).future()).isZero();
    }

    @Test
    void reportsStartOfCompleteData() {
        clockAt(100);
        status(0, 2, false);
        status(1, 2, false);
        line(0, "a", 50);
        line(1, "a", 57);
        line(0, "a", 70);
        line(1, "a", 70);

        // Earlier lines of partition 1 may have been as recent as 57 + 2, to the end of that second.
        assertThat(since()).isEqualTo(60);
        assertThat(seconds()).startsWith(48L);
    }

    /** A restarted task considers only lines that it has received itself as seen. */
    @Test
    void restartedTaskStartsAtCurrentProgress() {
        clockAt(100);
        status(0, 1, false);
        line(0, "a", 50);
        panes = new OpenPanes(TIME, clock);
        closed.clear();
        line(0, "a", 60);
        status(0, 1, false);
        line(0, "a", 70);

        assertThat(since()).isEqualTo(63);
    }

    @Test
    void linesBeyondTheLookbackAreLate() {
        clockAt(10_000);
        status(0, 1, false);
        for (int second = 0; second < 10_000; second += 100) {
            line(0, "a", second);
        }

        // Twenty minutes before the clock: 8,800.
        assertThat(seconds()).startsWith(8_800L).endsWith(9_897L);
        assertThat(late()).isEqualTo(88);
    }

    @Test
    void outageLongerThanTheLookbackIsSkipped() {
        clockAt(10);
        status(0, 1, true);
        clockAt(20);
        status(0, 1, true);
        closed.clear();
        clockAt(100_000);
        status(0, 1, true);

        assertThat(seconds()).startsWith(98_800L).endsWith(99_992L);
        assertThat(since()).isEqualTo(98_800);
    }

    @Test
    void waitsForAddedPartition() {
        clockAt(10);
        status(0, 1, false);
        line(0, "a", 3);
        line(0, "a", 6);
        assertThat(seconds()).containsExactly(1L, 2L, 3L);
        status(0, 2, false);
        line(0, "a", 10);
        assertThat(seconds()).containsExactly(1L, 2L, 3L);
        status(1, 2, false);
        line(1, "b", 4);
        line(1, "b", 10);

        assertThat(seconds()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(clicks(4)).isEqualTo(Map.of("b", 1));
        assertThat(late()).isZero();
    }
}
