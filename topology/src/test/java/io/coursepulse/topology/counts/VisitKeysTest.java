package io.coursepulse.topology.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.counter.CellKey;
import io.coursepulse.visit.Visit;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitKeysTest {

    private static List<CellKey> keys(String minute, String engine) {
        List<CellKey> keys = new ArrayList<>();
        VisitKeys.forEach(new Visit(LocalDateTime.parse(minute), "a-112", engine), keys::add);
        return keys;
    }

    @Test
    void aVisitCountsForItsCourseOnItsDay() {
        CellKey course = new CellKey("course_clickcount", "20171111_a-112", "click_count");
        assertThat(keys("2017-11-11T00:00", "")).containsExactly(course);
        assertThat(keys("2017-11-11T23:59", "")).containsExactly(course);
        assertThat(keys("2017-11-12T00:00", "")).doesNotContain(course).hasSize(1);
    }

    @Test
    void andForTheSearchEngineThatSentIt() {
        assertThat(keys("2017-01-02T03:04", "baidu"))
                .containsExactlyInAnyOrder(
                        new CellKey("course_clickcount", "20170102_a-112", "click_count"),
                        new CellKey("course_search_clickcount", "20170102_baidu_a-112", "click_count"));
    }
}
