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

import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DayTableTest {

    private final DayTable table = new DayTable(SINGLES_DAY);

    @Test
    void keepsTheGreaterOfTwoReadings() {
        table.merge(List.of(course(SINGLES_DAY, "112", 5)));
        table.merge(List.of(course(SINGLES_DAY, "112", 3)));

        assertThat(table.total()).isEqualTo(5);
        assertThat(list(Dimension.COURSE, Filter.NONE)).containsExactly(List.of("112", 5L));
    }

    /** Each shard of the counters has its own others. */
    @Test
    void coursesBeyondTheLimitAreShownAsOne() {
        table.merge(List.of(course(SINGLES_DAY, "(other-07)", 5), course(SINGLES_DAY, "(other-31)", 2)));
        table.merge(List.of(
                course(SINGLES_DAY, "(other-07)", 4),
                course(SINGLES_DAY, "(other-31)", 3),
                region(SINGLES_DAY, "CN-GD", "(other-07)", 1),
                region(SINGLES_DAY, "CN-GD", "(other-31)", 1),
                minute(SINGLES_DAY.atTime(12, 30), "(other-31)", 6)));

        assertThat(table.total()).isEqualTo(8);
        assertThat(list(Dimension.COURSE, Filter.NONE)).containsExactly(List.of("(Other)", 8L));
        assertThat(list(Dimension.REGION, Filter.NONE)).containsExactly(List.of("CN-GD", 2L));
    }

    @Test
    void repeatedReadingChangesNothing() {
        table.merge(List.of(course(SINGLES_DAY, "112", 5)));
        long version = table.version();
        table.merge(List.of(course(SINGLES_DAY, "112", 5)));

        assertThat(table.version()).isEqualTo(version);
        assertThat(changes(version)).isEmpty();
    }

    @Test
    void givesChangesSinceVersion() {
        table.merge(List.of(course(SINGLES_DAY, "112", 5), course(SINGLES_DAY, "128", 1)));
        long seen = table.version();
        table.merge(List.of(course(SINGLES_DAY, "112", 6)));
        table.merge(List.of(course(SINGLES_DAY, "112", 7), search(SINGLES_DAY, "baidu", "112", 2)));

        assertThat(changes(seen))
                .contains(
                        """
                        {"courses":[{"course":"112","clicks":7}],"engines":[{"engine":"baidu","clicks":2}],"total":8}""");
    }

    @Test
    void skipsOtherDays() {
        table.merge(List.of(course(SINGLES_DAY.plusDays(1), "112", 5)));

        assertThat(table.version()).isZero();
        assertThat(table.total()).isZero();
    }

    @Test
    void sumsAreOverAllCourses() {
        table.merge(List.of(
                region(SINGLES_DAY, "CN-GD", "112", 5),
                region(SINGLES_DAY, "CN-GD", "128", 2),
                client(SINGLES_DAY, "Chrome", "112", 5)));
        table.merge(List.of(region(SINGLES_DAY, "CN-GD", "112", 6), region(SINGLES_DAY, "US", "112", 1)));

        assertThat(list(Dimension.REGION, Filter.NONE)).containsExactly(List.of("CN-GD", 8L), List.of("US", 1L));
        assertThat(list(Dimension.REGION, of("128", null))).containsExactly(List.of("CN-GD", 2L));
        assertThat(list(Dimension.CLIENT, Filter.NONE)).containsExactly(List.of("Chrome", 5L));
        assertThat(list(Dimension.CLIENT, of("128", null))).isEmpty();
        assertThat(list(Dimension.CLIENT, of("unknown", null))).isEmpty();
    }

    @Test
    void devicesAndKeywordsAreSummed() {
        table.merge(List.of(
                device(SINGLES_DAY, "Phone", "112", 5),
                device(SINGLES_DAY, "Phone", "128", 2),
                keyword(SINGLES_DAY, "storm 入门", "112", 1),
                keyword(SINGLES_DAY, "spark", "128", 2)));
        table.merge(List.of(keyword(SINGLES_DAY, "storm 入门", "112", 3)));

        assertThat(list(Dimension.DEVICE, Filter.NONE)).containsExactly(List.of("Phone", 7L));
        assertThat(list(Dimension.DEVICE, of("128", null))).containsExactly(List.of("Phone", 2L));
        assertThat(list(Dimension.KEYWORD, Filter.NONE)).containsExactly(List.of("storm 入门", 3L), List.of("spark", 2L));
        assertThat(list(Dimension.KEYWORD, of("128", null))).containsExactly(List.of("spark", 2L));
        assertThat(list(Dimension.KEYWORD, of(null, "baidu"))).isEmpty();
    }

    @Test
    void engineFilterShowsClicksOfThatEngine() {
        table.merge(List.of(
                course(SINGLES_DAY, "112", 50),
                course(SINGLES_DAY, "128", 20),
                search(SINGLES_DAY, "baidu", "112", 5),
                search(SINGLES_DAY, "so", "128", 2)));

        assertThat(list(Dimension.COURSE, of(null, "baidu"))).containsExactly(List.of("112", 5L));
        assertThat(list(Dimension.SEARCH, of(null, "baidu")))
                .as("the other engines stay, to choose from")
                .containsExactly(List.of("baidu", 5L), List.of("so", 2L));
        assertThat(new DayView(table, of(null, "baidu")).total()).isEqualTo(5);
        assertThat(new DayView(table, of("112", "baidu")).total()).isEqualTo(5);
        assertThat(new DayView(table, of("128", "baidu")).total()).isZero();
        assertThat(new DayView(table, of("112", null)).total()).isEqualTo(50);
    }

    @Test
    void minutesAreShownOnceCompleteAndThenSentToEveryReader() {
        table.merge(List.of(course(SINGLES_DAY, "112", 5), minute(SINGLES_DAY.atTime(12, 34), "112", 2)));
        long seen = table.version();
        assertThat(changes(0).orElseThrow()).doesNotContain("minutes", "hours");

        table.merge(List.of(minute(SINGLES_DAY.atTime(12, 34), "112", 3), minute(SINGLES_DAY.atTime(9, 0), "128", 1)));
        table.showMinutes();
        assertThat(list(Dimension.MINUTE, Filter.NONE)).containsExactly(List.of("09:00", 1L), List.of("12:34", 3L));
        assertThat(list(Dimension.MINUTE, of("128", null))).containsExactly(List.of("09:00", 1L));
        assertThat(changes(seen).orElseThrow()).contains("\"minutes\":{\"9\":", "\"12\":[", "\"hours\":{\"12\":3}");

        long shown = table.version();
        table.merge(List.of(minute(SINGLES_DAY.atTime(12, 35), "112", 1)));
        assertThat(changes(shown).orElseThrow())
                .contains("\"hours\":{\"12\":4}")
                .doesNotContain("\"9\":");
    }

    @RepeatedTest(20)
    void resultIsIndependentOfOrderAndRepeats(RepetitionInfo repetition) {
        List<CounterValue> readings = new ArrayList<>();
        for (long count = 1; count <= 30; count++) {
            readings.add(course(SINGLES_DAY, "112", count));
            readings.add(course(SINGLES_DAY, "128", 2 * count));
            readings.add(search(SINGLES_DAY, "baidu", "128", count));
        }
        readings.addAll(readings.subList(10, 50));
        Collections.shuffle(readings, new Random(repetition.getCurrentRepetition()));
        for (int from = 0; from < readings.size(); from += 7) {
            table.merge(readings.subList(from, Math.min(from + 7, readings.size())));
        }

        assertThat(table.total()).isEqualTo(90);
        assertThat(list(Dimension.COURSE, Filter.NONE)).containsExactly(List.of("128", 60L), List.of("112", 30L));
        assertThat(list(Dimension.SEARCH, Filter.NONE)).containsExactly(List.of("baidu", 30L));
    }

    private Optional<String> changes(long since) {
        return new DayTexts(table, ZoneId.of("UTC"), new TextCache(1_000_000)).changesSince(Filter.NONE, since);
    }

    private List<List<Object>> list(Dimension dimension, Filter filter) {
        return DayList.of(dimension, new DayView(table, filter)).rows();
    }

    private static Filter of(String course, String engine) {
        return new Filter(Optional.ofNullable(course), Optional.ofNullable(engine));
    }
}
