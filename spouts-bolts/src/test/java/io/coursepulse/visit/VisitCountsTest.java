package io.coursepulse.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.dimension.Dimension;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VisitCountsTest {

    /** The values of a visit, in the order of the dimensions that have any. */
    static Function<Dimension, String> values(String... values) {
        Map<Dimension, String> byDimension = new EnumMap<>(Dimension.class);
        Iterator<String> next = List.of(values).iterator();
        for (Dimension dimension : Dimension.values()) {
            byDimension.put(dimension, dimension.hasValue() ? next.next() : Visit.ALL);
        }
        return byDimension::get;
    }

    private static Visit visit(
            String minute, String course, String engine, String keyword, String region, String client, String device) {
        return new Visit(LocalDateTime.parse(minute), course, values(engine, keyword, region, client, device));
    }

    private static Visit visitWithUnknownVisitor(String minute) {
        return visit(minute, "1", "", "", "ZZ", "Unknown", "Unknown");
    }

    private static Map<String, Long> additions(Visit... visits) {
        VisitCounts counts = new VisitCounts();
        List.of(visits).forEach(counts);
        return additions(counts);
    }

    private static Map<String, Long> additions(VisitCounts counts) {
        Map<String, Long> additions = new HashMap<>();
        counts.forEach(
                (row, clicks) -> assertThat(additions.put(cell(row.dimension().table(), row.key()), clicks))
                        .isNull());
        return additions;
    }

    private static String cell(String table, String row) {
        return table + "/" + row;
    }

    @Test
    void countsVisitInEveryDimension() {
        assertThat(additions(visit("2017-01-02T03:04", "a-112", "baidu", "spark 实战", "CN-GD", "Chrome", "Phone")))
                .isEqualTo(Map.of(
                        cell("course_clickcount", "20170102_a-112"), 1L,
                        cell("course_search_clickcount", "20170102_baidu_a-112"), 1L,
                        cell("course_keyword_clickcount", "20170102_spark 实战_a-112"), 1L,
                        cell("course_region_clickcount", "20170102_CN-GD_a-112"), 1L,
                        cell("course_client_clickcount", "20170102_Chrome_a-112"), 1L,
                        cell("course_device_clickcount", "20170102_Phone_a-112"), 1L,
                        cell("course_minute_clickcount", "201701020304_a-112"), 1L));
    }

    @Test
    void skipsSearchDimensionsWithoutSearchEngine() {
        assertThat(tables(visitWithUnknownVisitor("2017-01-02T03:04")))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Dimension.values())
                        .filter(Dimension::countsEveryVisit)
                        .map(Dimension::table)
                        .toList())
                .doesNotContain("course_search_clickcount", "course_keyword_clickcount");
    }

    @Test
    void skipsKeywordDimensionWithoutKeyword() {
        assertThat(tables(visit("2017-01-02T03:04", "a-112", "baidu", "", "ZZ", "Unknown", "Unknown")))
                .contains("course_search_clickcount")
                .doesNotContain("course_keyword_clickcount");
    }

    private static List<String> tables(Visit visit) {
        return additions(visit).keySet().stream()
                .map(cell -> cell.substring(0, cell.indexOf('/')))
                .toList();
    }

    @Test
    void usesDayAndMinuteOfVisit() {
        Map<String, Long> additions = additions(
                visitWithUnknownVisitor("2017-11-11T23:59"),
                visitWithUnknownVisitor("2017-11-12T00:00"),
                visitWithUnknownVisitor("2017-11-11T23:59"),
                visitWithUnknownVisitor("2017-11-11T00:00"));
        assertThat(additions)
                .containsEntry(cell("course_clickcount", "20171111_1"), 3L)
                .containsEntry(cell("course_clickcount", "20171112_1"), 1L)
                .containsEntry(cell("course_minute_clickcount", "201711112359_1"), 2L)
                .containsEntry(cell("course_minute_clickcount", "201711120000_1"), 1L)
                .containsEntry(cell("course_minute_clickcount", "201711110000_1"), 1L);
    }

    @Test
    void matchesCountingOneByOne() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        VisitCounts counts = new VisitCounts();
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            int minute = random.nextInt(60);
            String course = "" + random.nextInt(5);
            String engine = List.of("", "baidu", "so").get(random.nextInt(3));
            String keyword = engine.isEmpty()
                    ? ""
                    : List.of("", "storm", "storm trident", "all").get(random.nextInt(4));
            String region = List.of("CN", "CN-GD", "HK").get(random.nextInt(3));
            String client = List.of("Chrome", "360").get(random.nextInt(2));
            String device = List.of("Desktop", "TV").get(random.nextInt(2));
            counts.accept(
                    visit("2017-11-11T12:%02d".formatted(minute), course, engine, keyword, region, client, device));
            expected.merge(cell("course_clickcount", "20171111_" + course), 1L, Long::sum);
            if (!engine.isEmpty()) {
                expected.merge(cell("course_search_clickcount", "20171111_" + engine + "_" + course), 1L, Long::sum);
            }
            if (!keyword.isEmpty()) {
                expected.merge(cell("course_keyword_clickcount", "20171111_" + keyword + "_" + course), 1L, Long::sum);
            }
            expected.merge(cell("course_region_clickcount", "20171111_" + region + "_" + course), 1L, Long::sum);
            expected.merge(cell("course_client_clickcount", "20171111_" + client + "_" + course), 1L, Long::sum);
            expected.merge(cell("course_device_clickcount", "20171111_" + device + "_" + course), 1L, Long::sum);
            expected.merge(
                    cell("course_minute_clickcount", "2017111112%02d_%s".formatted(minute, course)), 1L, Long::sum);
        }
        assertThat(additions(counts)).as("-Dseed=%d", seed).isEqualTo(expected);
    }
}
