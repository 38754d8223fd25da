package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PaneMergerTest {

    private final PaneMerger merged = new PaneMerger(2);
    private final List<Pane> out = new ArrayList<>();

    private void pane(int task, long second, String course, long since, long late) {
        byte[] clicks = Pane.pack(Map.of(course, new int[] {1}));
        out.addAll(merged.add(task, new Pane((second + 1) * 1_000, since * 1_000, late, 0, Pane.NOTHING, clicks)));
    }

    private static Map<String, Integer> clicks(Pane pane) {
        Map<String, Integer> clicks = new TreeMap<>();
        pane.forEach(clicks::put);
        return clicks;
    }

    @Test
    void secondIsCompleteWhenEveryTaskHasReachedIt() {
        pane(1, 10, "a", 5, 0);
        pane(1, 11, "a", 5, 1);
        pane(1, 12, "a", 5, 2);
        assertThat(out).isEmpty();
        pane(2, 10, "b", 6, 10);
        pane(2, 11, "b", 6, 10);

        assertThat(out).extracting(Pane::end).containsExactly(11_000L, 12_000L);
        assertThat(out).allSatisfy(pane -> assertThat(clicks(pane)).isEqualTo(Map.of("a", 1, "b", 1)));
        assertThat(out.get(1).late()).isEqualTo(12);
    }

    @Test
    void sinceIsTheLatestOfAllTasks() {
        pane(1, 10, "a", 5, 0);
        pane(2, 10, "b", 60, 0);
        assertThat(out.get(0).since()).isEqualTo(60_000);
    }

    /** The merger may have started after the tasks and have missed panes that they sent before. */
    @Test
    void waitsForAPaneOfEveryTask() {
        pane(1, 10, "a", 5, 0);
        pane(1, 11, "a", 5, 0);
        pane(2, 11, "b", 5, 0);
        assertThat(out).extracting(Pane::end).containsExactly(11_000L, 12_000L);
        assertThat(out).extracting(Pane::since).containsOnly(11_000L);
    }

    @Test
    void restartedTaskResumes() {
        pane(1, 10, "a", 5, 0);
        pane(2, 10, "b", 5, 0);
        pane(1, 11, "a", 5, 0);
        pane(1, 12, "a", 5, 0);
        pane(2, 12, "b", 14, 0);

        assertThat(out).extracting(Pane::end).containsExactly(11_000L, 12_000L, 13_000L);
        assertThat(out.get(2).since()).isEqualTo(14_000);
    }
}
