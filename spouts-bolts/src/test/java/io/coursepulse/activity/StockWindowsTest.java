package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.storm.topology.WindowedBoltExecutor;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviour of Storm's windows (2.8.3) that is wrong for us: each test is the reason for a part of our design. */
@Timeout(120)
class StockWindowsTest {

    private static Pane pane(long end) {
        return new Pane(end, 0, 0, 0, Pane.NOTHING, Pane.NOTHING);
    }

    /** With the lag that markers need: a window fires when its last pane is known to be in it. */
    private static WindowedBoltHarness task(Duration length, Duration slide) {
        BaseWindowedBolt bolt = new WindowedBoltHarness.PaneListingBolt()
                .withWindow(length, slide)
                .withTimestampField(Pane.END)
                .withLag(Duration.of(MergeBolt.MARKER_MILLIS));
        return new WindowedBoltHarness(new WindowedBoltExecutor(bolt), Map.of());
    }

    /** Sends a pane and the marker that fires the window ending with it. */
    private static void sendLast(WindowedBoltHarness task, long end) {
        task.send(0, pane(end));
        task.send(0, pane(end).marker());
    }

    /** Reason for {@link MergeBolt}: all tasks of a component share one watermark, which the fastest task advances. */
    @Test
    void fastestTaskMakesTuplesOfOtherTasksLate() throws Exception {
        try (WindowedBoltHarness task = task(Duration.seconds(2), Duration.seconds(1))) {
            task.send(0, pane(1_000));
            sendLast(task, 5_000);
            assertThat(task.next().values()).isEqualTo(List.of(1_000L, List.of("0@1000")));
            assertThat(task.next().values()).isEqualTo(List.of(2_000L, List.of("0@1000")));
            assertThat(task.next().values()).isEqualTo(List.of(5_000L, List.of("0@5000")));
            // Storm fires the windows of a watermark before it stores the watermark.
            while (task.acked().stream().noneMatch(tuple -> tuple.getSourceTask() == 1)) {
                task.send(1, pane(1_000));
            }
            sendLast(task, 6_000);

            assertThat(task.next().values()).isEqualTo(List.of(6_000L, List.of("0@5000", "0@6000")));
        }
    }

    /** Reason for the ordering by {@link MergeBolt}: tuples queued after an early tuple are not considered. */
    @Test
    void earlyTupleHidesTuplesQueuedBehindIt() throws Exception {
        try (WindowedBoltHarness task = task(Duration.seconds(2), Duration.seconds(1))) {
            // First one task's, then the other's, before any watermark.
            task.send(0, pane(1_000));
            task.send(0, pane(2_000));
            task.send(1, pane(1_000));
            task.send(1, pane(2_001));

            List<Object> first = task.next().values();
            assertThat(first.get(0)).isEqualTo(1_000L);
            assertThat(first.get(1)).as("the pane of task 1 is missing").isEqualTo(List.of("0@1000"));
        }
    }

    /** Reason for the explicit (empty) anchors of {@link RecentActivityBolt}. */
    @Test
    void outputIsAnchoredToEveryTupleInTheWindow() throws Exception {
        try (WindowedBoltHarness task = task(Duration.seconds(10), Duration.seconds(10))) {
            for (int end = 1; end < 10; end++) {
                task.send(0, pane(end * 1_000L));
            }
            sendLast(task, 10_000);
            assertThat(task.next().anchors()).hasSize(10);
        }
    }

    /** Reason for the executor of {@link RecentActivityBolt#of}. */
    @Test
    void windowMustBeShorterThanTheMessageTimeout() {
        assertThatThrownBy(() -> task(Duration.minutes(10), Duration.seconds(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topology.message.timeout.secs");
    }

    /** Reason for the clock in {@link PartitionProgress.Tracker}. */
    @Test
    void oneFutureTupleMakesAllOthersLate() throws Exception {
        try (WindowedBoltHarness task = task(Duration.seconds(2), Duration.seconds(1))) {
            task.send(0, pane(1_000));
            sendLast(task, 1_000_000);
            task.next();
            task.next();
            assertThat(task.next().values().get(0)).isEqualTo(1_000_000L);
            // Storm fires the windows of a watermark before it stores the watermark.
            while (task.acked().stream().noneMatch(tuple -> tuple.getLongByField(Pane.END) == 2_000)) {
                task.send(0, pane(2_000));
            }
            int before = task.acked().size();
            for (int end = 3; end < 100; end++) {
                task.send(0, pane(end * 1_000L));
            }
            assertThat(task.acked()).hasSizeGreaterThanOrEqualTo(before + 97);
            assertThat(task.hasNoOutput()).isTrue();
        }
    }

    /** Reason for a pane for every second, empty or not: without tuples no window ends. */
    @Test
    void idleStreamNeverFiresItsLastWindow() throws Exception {
        try (WindowedBoltHarness task = task(Duration.seconds(2), Duration.seconds(2));
                WindowedBoltHarness busy = task(Duration.seconds(2), Duration.seconds(2))) {
            sendLast(task, 2_000);
            assertThat(task.next().values()).isEqualTo(List.of(2_000L, List.of("0@2000")));
            task.send(0, pane(3_000));
            for (int end = 2_000; end < 100_000; end += 2_000) {
                sendLast(busy, end);
                busy.next();
            }
            assertThat(task.hasNoOutput()).isTrue();
            sendLast(task, 4_000);
            assertThat(task.next().values()).isEqualTo(List.of(4_000L, List.of("0@3000", "0@4000")));
        }
    }
}
