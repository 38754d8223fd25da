package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.topic.RecentWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs the bolt in Storm's own window executor: every window fires, with every pane, whatever the message timeout is.
 */
@Timeout(300)
class RecentActivityBoltTest {

    private static final ActivityWindow TEN_MINUTES =
            new ActivityWindow(Duration.ofMinutes(10), Duration.ofSeconds(10));
    private static final ActivityWindow MINUTE = new ActivityWindow(Duration.ofMinutes(1), Duration.ofSeconds(1));

    private static void send(WindowedBoltHarness task, long second, String course, int clicks) {
        Pane pane =
                new Pane((second + 1) * 1_000, 0, 0, 0, Pane.NOTHING, Pane.pack(Map.of(course, new int[] {clicks})));
        task.send(0, pane);
        task.send(0, pane.marker());
    }

    private static RecentWindow record(WindowedBoltHarness.Emitted emitted) {
        assertThat(emitted.anchors()).as("a window is not tracked").isEmpty();
        RecentWindow record = RecentWindow.of(new ConsumerRecord<>(
                "course-activity", 0, 0, null, ((String) emitted.values().get(1)).getBytes(StandardCharsets.UTF_8)));
        assertThat(emitted.values().get(0)).isEqualTo(record.window());
        return record;
    }

    /** Panes arrive without a pause while the watermark thread reads them: none is missed. */
    @Test
    void everySlideIncludesEveryPane() throws Exception {
        int seconds = 5_000;
        try (WindowedBoltHarness task = new WindowedBoltHarness(RecentActivityBolt.of(MINUTE, 10), Map.of())) {
            for (int second = 0; second < seconds; second++) {
                send(task, second, "a", second);
            }
            for (int to = 1; to <= seconds; to++) {
                RecentWindow window = record(task.next());
                assertThat(window.to()).isEqualTo(Instant.ofEpochSecond(to));
                assertThat(window.clicks()).isEqualTo(sum(to - 60, to));
                assertThat(window.before()).isEqualTo(sum(to - 120, to - 60));
            }
        }
    }

    private static long sum(int from, int to) {
        long sum = 0;
        for (int second = Math.max(from, 0); second < to; second++) {
            sum += second;
        }
        return sum;
    }

    /** Whether a pane is in its window does not depend on when the watermark is checked. */
    @Test
    void windowFiringImmediatelyIncludesItsLastPane() throws Exception {
        try (WindowedBoltHarness task = new WindowedBoltHarness(RecentActivityBolt.of(MINUTE, 10), Map.of())) {
            for (int second = 0; second < 200; second++) {
                send(task, second, "a", 1);
                assertThat(record(task.next()).clicks()).isEqualTo(Math.min(second + 1, 60));
            }
        }
    }

    /** A window of ten minutes, with a message timeout of thirty seconds. */
    @Test
    void windowMayExceedMessageTimeoutAndSlidesAreAligned() throws Exception {
        try (WindowedBoltHarness task = new WindowedBoltHarness(RecentActivityBolt.of(TEN_MINUTES, 10), Map.of())) {
            List<RecentWindow> windows = new ArrayList<>();
            for (int second = 3; second < 1_803; second++) {
                send(task, second, "a", 1);
            }
            for (int i = 0; i < 180; i++) {
                windows.add(record(task.next()));
            }
            assertThat(windows.get(0).to()).isEqualTo(Instant.ofEpochSecond(10));
            assertThat(windows.get(179).to()).isEqualTo(Instant.ofEpochSecond(1_800));
            assertThat(windows)
                    .filteredOn(window -> !window.filling())
                    .hasSize(120)
                    .allMatch(window -> window.clicks() == 600);
            assertThat(windows.get(179).before()).isEqualTo(600);
        }
    }

    /** Sliding over empty panes, the window reports zero. */
    @Test
    void countsDropToZeroWithoutClicks() throws Exception {
        try (WindowedBoltHarness task = new WindowedBoltHarness(RecentActivityBolt.of(MINUTE, 10), Map.of())) {
            send(task, 0, "a", 7);
            for (int second = 1; second < 130; second++) {
                Pane empty = new Pane((second + 1) * 1_000L, 0, 0, 0, Pane.NOTHING, Pane.NOTHING);
                task.send(0, empty);
                task.send(0, empty.marker());
            }
            List<RecentWindow> windows = new ArrayList<>();
            for (int to = 1; to <= 130; to++) {
                windows.add(record(task.next()));
            }
            assertThat(windows.get(59).clicks()).isEqualTo(7);
            assertThat(windows.get(60).clicks()).isZero();
            assertThat(windows.get(60).courses()).containsExactly(new RecentWindow.Course("a", 0, 7));
            assertThat(windows.get(120).courses()).isEmpty();
        }
    }
}
