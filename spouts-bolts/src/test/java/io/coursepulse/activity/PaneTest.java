package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaneTest {

    private static Map<String, Integer> clicks(byte[] packed) {
        Map<String, Integer> clicks = new HashMap<>();
        new Pane(1_000, 0, 0, 0, Pane.NOTHING, packed).forEach(clicks::put);
        return clicks;
    }

    @Test
    void packingRoundTrips() {
        assertThat(clicks(Pane.pack(Map.of("112", new int[] {3}, "a-B", new int[] {Integer.MAX_VALUE}))))
                .isEqualTo(Map.of("112", 3, "a-B", Integer.MAX_VALUE));
        assertThat(clicks(Pane.NOTHING)).isEmpty();
    }

    @Test
    void joinsPanesOfTheSameSecond() {
        byte[] joined = Pane.join(List.of(
                Pane.pack(Map.of("1", new int[] {1}, "2", new int[] {2})),
                Pane.NOTHING,
                Pane.pack(Map.of("3", new int[] {3}))));

        assertThat(clicks(joined)).isEqualTo(Map.of("1", 1, "2", 2, "3", 3));
    }

    /** A second with a thousand courses takes some ten thousand bytes, regardless of the number of clicks. */
    @Test
    void sizeDependsOnCoursesNotClicks() {
        Map<String, int[]> few = new HashMap<>();
        Map<String, int[]> many = new HashMap<>();
        for (int course = 1_000; course < 2_000; course++) {
            few.put(Integer.toString(course), new int[] {1});
            many.put(Integer.toString(course), new int[] {1_000_000});
        }

        assertThat(Pane.pack(many)).hasSameSizeAs(Pane.pack(few)).hasSizeLessThan(11_000);
    }
}
