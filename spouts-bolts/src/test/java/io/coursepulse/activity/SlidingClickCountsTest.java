package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.topic.RecentWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class SlidingClickCountsTest {

    private static final ActivityWindow MINUTE = new ActivityWindow(Duration.ofMinutes(1), Duration.ofSeconds(1));

    private static Pane pane(long second, long since, Map<String, Integer> clicks) {
        Map<String, int[]> counts = new HashMap<>();
        clicks.forEach((course, count) -> counts.put(course, new int[] {count}));
        return new Pane((second + 1) * 1_000, since * 1_000, 4, 1, Pane.NOTHING, Pane.pack(counts));
    }

    @Test
    void clicksMoveToPreviousWindowAndExpire() {
        SlidingClickCounts clicks = new SlidingClickCounts(MINUTE, 10);
        assertThat(clicks.slide(List.of(pane(0, 0, Map.of("a", 2))), 1_000).courses())
                .containsExactly(new RecentWindow.Course("a", 2, 0));
        assertThat(clicks.slide(List.of(), 60_000).courses()).containsExactly(new RecentWindow.Course("a", 2, 0));
        assertThat(clicks.slide(List.of(), 61_000).courses()).containsExactly(new RecentWindow.Course("a", 0, 2));
        RecentWindow last = clicks.slide(List.of(), 120_000);
        assertThat(last.courses()).containsExactly(new RecentWindow.Course("a", 0, 2));
        assertThat(last.before()).isEqualTo(2);
        assertThat(clicks.slide(List.of(), 121_000).courses()).isEmpty();
    }

    @Test
    void sortsByClicksThenByName() {
        SlidingClickCounts clicks = new SlidingClickCounts(MINUTE, 3);
        RecentWindow window = clicks.slide(List.of(pane(5, 0, Map.of("b", 2, "a", 2, "c", 9, "d", 1))), 6_000);

        assertThat(window.courses()).extracting(RecentWindow.Course::course).containsExactly("c", "a", "b");
        assertThat(window.clicks()).isEqualTo(14);
        assertThat(window.late()).isEqualTo(4);
        assertThat(window.future()).isEqualTo(1);
    }

    @Test
    void isFillingUntilWindowIsFullyCovered() {
        SlidingClickCounts clicks = new SlidingClickCounts(MINUTE, 3);
        assertThat(clicks.slide(List.of(pane(99, 40, Map.of())), 100_000).filling())
                .isTrue();
        for (long second = 100; second < 158; second++) {
            assertThat(clicks.slide(List.of(pane(second, 40, Map.of())), (second + 1) * 1_000)
                            .filling())
                    .isTrue();
        }
        // It has received panes from second 99 on.
        RecentWindow whole = clicks.slide(List.of(pane(158, 40, Map.of())), 159_000);
        assertThat(whole.filling()).isFalse();
        assertThat(whole.beforeFilling()).isTrue();
        // A pane task was restarted and has seen only this.
        assertThat(clicks.slide(List.of(pane(159, 157, Map.of())), 160_000).filling())
                .isTrue();
    }

    @Test
    void previousWindowIsCompleteOneWindowLater() {
        SlidingClickCounts clicks = new SlidingClickCounts(MINUTE, 3);
        for (long second = 0; second < 119; second++) {
            assertThat(clicks.slide(List.of(pane(second, 0, Map.of())), (second + 1) * 1_000)
                            .beforeFilling())
                    .isTrue();
        }
        assertThat(clicks.slide(List.of(pane(119, 0, Map.of())), 120_000).beforeFilling())
                .isFalse();
    }

    @Test
    void equalsSumOverSeconds() {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        SplittableRandom random = new SplittableRandom(seed);
        for (ActivityWindow window :
                List.of(MINUTE, new ActivityWindow(Duration.ofSeconds(30), Duration.ofSeconds(10)))) {
            SlidingClickCounts clicks = new SlidingClickCounts(window, 1_000);
            List<Map<String, Integer>> seconds = new ArrayList<>();
            int slide = (int) window.slide().toSeconds();
            for (int to = slide; to < 400; to += slide) {
                List<Pane> entered = new ArrayList<>();
                for (int second = to - slide; second < to; second++) {
                    Map<String, Integer> counts = new HashMap<>();
                    for (int course = random.nextInt(4); course > 0; course--) {
                        counts.put("c" + random.nextInt(6), 1 + random.nextInt(9));
                    }
                    seconds.add(counts);
                    entered.add(pane(second, 0, counts));
                }
                RecentWindow found = clicks.slide(entered, to * 1_000L);

                int length = (int) window.length().toSeconds();
                Map<String, Long> now = sum(seconds, to - length, to);
                Map<String, Long> before = sum(seconds, to - 2 * length, to - length);
                Map<String, Long> foundNow = new HashMap<>();
                Map<String, Long> foundBefore = new HashMap<>();
                for (RecentWindow.Course course : found.courses()) {
                    foundNow.merge(course.course(), course.clicks(), Long::sum);
                    foundBefore.merge(course.course(), course.before(), Long::sum);
                }
                foundNow.values().removeIf(count -> count == 0);
                foundBefore.values().removeIf(count -> count == 0);
                assertThat(foundNow).as("seed %d, to %d", seed, to).isEqualTo(now);
                assertThat(foundBefore).as("seed %d, to %d", seed, to).isEqualTo(before);
                assertThat(found.clicks())
                        .isEqualTo(
                                now.values().stream().mapToLong(Long::longValue).sum());
                assertThat(found.to()).isEqualTo(Instant.ofEpochSecond(to));
                assertThat(found.from()).isEqualTo(Instant.ofEpochSecond(to - length));
            }
        }
    }

    private static Map<String, Long> sum(List<Map<String, Integer>> seconds, int from, int to) {
        Map<String, Long> sum = new HashMap<>();
        for (int second = Math.max(0, from); second < to; second++) {
            seconds.get(second).forEach((course, count) -> sum.merge(course, (long) count, Long::sum));
        }
        return sum;
    }
}
