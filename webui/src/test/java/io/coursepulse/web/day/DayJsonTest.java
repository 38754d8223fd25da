package io.coursepulse.web.day;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static io.coursepulse.web.Rows.course;
import static io.coursepulse.web.Rows.search;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayJsonTest {

    @Test
    void aDayHasMostClicksFirst() {
        DayTable table = new DayTable(SINGLES_DAY);
        table.merge(List.of(
                course(SINGLES_DAY, "112", 5),
                course(SINGLES_DAY, "128", 9),
                course(SINGLES_DAY, "100", 5),
                search(SINGLES_DAY, "google", "112", 1),
                search(SINGLES_DAY, "baidu", "112", 2),
                search(SINGLES_DAY, "baidu", "128", 3)));

        assertThat(DayJson.day(table, ZoneId.of("Asia/Shanghai")).encode())
                .isEqualTo(
                        """
                        {"day":"20171111","zone":"Asia/Shanghai","total":19,\
                        "courses":[{"course":"128","clicks":9},{"course":"100","clicks":5},{"course":"112","clicks":5}],\
                        "engines":[{"engine":"baidu","clicks":5},{"engine":"google","clicks":1}],\
                        "search":[{"engine":"baidu","course":"128","clicks":3},\
                        {"engine":"baidu","course":"112","clicks":2},{"engine":"google","course":"112","clicks":1}]}""");
    }

    @Test
    void aDayWithoutClicksHasEmptyLists() {
        assertThat(DayJson.day(new DayTable(SINGLES_DAY), ZoneId.of("UTC")).encode())
                .isEqualTo(
                        """
                        {"day":"20171111","zone":"UTC","total":0,"courses":[],"engines":[],"search":[]}""");
    }

    @Test
    void changesNameTheirDimension() {
        assertThat(DayJson.changes(List.of(search(SINGLES_DAY, "baidu", "112", 2), course(SINGLES_DAY, "112", 5)))
                        .encode())
                .isEqualTo(
                        """
                        [{"dimension":"course","course":"112","clicks":5},\
                        {"dimension":"search","engine":"baidu","course":"112","clicks":2}]""");
    }
}
