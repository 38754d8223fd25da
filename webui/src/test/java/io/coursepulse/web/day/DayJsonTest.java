package io.coursepulse.web.day;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static io.coursepulse.web.Rows.client;
import static io.coursepulse.web.Rows.course;
import static io.coursepulse.web.Rows.device;
import static io.coursepulse.web.Rows.keyword;
import static io.coursepulse.web.Rows.minute;
import static io.coursepulse.web.Rows.region;
import static io.coursepulse.web.Rows.search;
import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.dimension.Dimension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DayJsonTest {

    @Test
    void dayHasMostClicksFirst() {
        DayTable table = new DayTable(SINGLES_DAY);
        table.merge(List.of(
                course(SINGLES_DAY, "112", 5),
                course(SINGLES_DAY, "128", 9),
                course(SINGLES_DAY, "100", 5),
                search(SINGLES_DAY, "google", "112", 1),
                search(SINGLES_DAY, "baidu", "112", 2),
                search(SINGLES_DAY, "baidu", "128", 3)));

        table.merge(List.of(
                region(SINGLES_DAY, "CN-GD", "112", 5),
                client(SINGLES_DAY, "Chrome", "112", 4),
                device(SINGLES_DAY, "Phone", "112", 3),
                keyword(SINGLES_DAY, "storm 入门", "112", 2),
                keyword(SINGLES_DAY, "spark", "112", 1),
                minute(SINGLES_DAY.atTime(0, 1), "112", 5)));

        assertThat(day(table, Filter.NONE))
                .startsWith(
                        """
                        {"day":"20171111","zone":"Asia/Shanghai","total":19,\
                        "courses":[{"course":"128","clicks":9},{"course":"100","clicks":5},{"course":"112","clicks":5}],\
                        "engines":[{"engine":"baidu","clicks":5},{"engine":"google","clicks":1}],\
                        "keywords":[{"keyword":"storm 入门","clicks":2},{"keyword":"spark","clicks":1}],\
                        "regions":[{"region":"CN-GD","clicks":5}],"clients":[{"client":"Chrome","clicks":4}],\
                        "devices":[{"device":"Phone","clicks":3}]""");
        assertThat(keys(day(table, Filter.NONE))).containsExactlyElementsOf(keysOfDay(false));
        table.showMinutes();
        assertThat(keys(day(table, Filter.NONE))).containsExactlyElementsOf(keysOfDay(true));
        assertThat(day(table, new Filter(Optional.of("112"), Optional.empty())))
                .startsWith(
                        """
                        {"day":"20171111","zone":"Asia/Shanghai","course":"112","total":5,\
                        "courses":[{"course":"128","clicks":9,"hours":[0,0,""")
                .contains("""
                        {"course":"112","clicks":5,"hours":[5,0,""")
                .contains("""
                        "minutes":{"0":[0,5,0,""");
    }

    @Test
    void dayHasAtMost500KeywordsAndDeltasHaveAll() {
        DayTable table = new DayTable(SINGLES_DAY);
        for (int i = 0; i < 600; i++) {
            table.merge(List.of(keyword(SINGLES_DAY, "keyword " + i, "112", 1_000 - i)));
        }
        DayView view = new DayView(table, Filter.NONE);

        JsonArray keywords = DayJson.lists(view).getJsonArray("keywords");
        assertThat(keywords).hasSize(500);
        assertThat(keywords.getJsonObject(0).getString("keyword")).isEqualTo("keyword 0");
        assertThat(keywords.getJsonObject(499).getLong("clicks")).isEqualTo(501);

        long seen = table.version();
        table.merge(List.of(keyword(SINGLES_DAY, "keyword 599", "112", 402)));
        assertThat(DayJson.changedLists(view, seen).getJsonArray("keywords"))
                .containsExactly(new JsonObject().put("keyword", "keyword 599").put("clicks", 402L));
    }

    @Test
    void dayWithoutClicksHasEmptyLists() {
        assertThat(day(new DayTable(SINGLES_DAY), Filter.NONE))
                .startsWith(
                        """
                        {"day":"20171111","zone":"Asia/Shanghai","total":0,"courses":[],"engines":[],\
                        "keywords":[],"regions":[],"clients":[],"devices":[]""")
                .doesNotContain("minutes", "clicks");
    }

    @Test
    void listsThatAreNotCountedByEngineAreAbsent() {
        assertThat(day(new DayTable(SINGLES_DAY), new Filter(Optional.empty(), Optional.of("baidu"))))
                .isEqualTo(
                        """
                        {"day":"20171111","zone":"Asia/Shanghai","engine":"baidu","total":0,"courses":[],"engines":[]}""");
    }

    private static List<String> keys(String json) {
        return List.copyOf(new JsonObject(json).fieldNames());
    }

    /** Every dimension has its list, in the order of the dimensions, and nothing else is there. */
    private static List<String> keysOfDay(boolean minutes) {
        return Stream.concat(
                        Stream.of("day", "zone", "total"),
                        Stream.of(Dimension.values())
                                .filter(dimension -> minutes || dimension != Dimension.MINUTE)
                                .map(Dimension::list))
                .toList();
    }

    private static String day(DayTable table, Filter filter) {
        return new DayTexts(table, ZoneId.of("Asia/Shanghai"), new TextCache(1_000_000)).day(filter);
    }
}
