package io.coursepulse.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.dimension.Dimension;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VisitCountsTest {

    private static Visit visit(
            String minute, String course, String engine, String keyword, String region, String client, String device) {
        Map<Dimension, String> values = Map.of(
                Dimension.SEARCH, engine,
                Dimension.KEYWORD, keyword,
                Dimension.REGION, region,
                Dimension.CLIENT, client,
                Dimension.DEVICE, device);
        return new Visit(
                LocalDateTime.parse(minute),
                course,
                dimension -> values.getOrDefault(dimension, dimension.hasValue() ? "another" : Visit.ALL));
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
                .hasSameSizeAs(Dimension.values())
                .containsAllEntriesOf(Map.of(
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
            String minute = "2017111112%02d".formatted(random.nextInt(60));
            String course = "" + random.nextInt(5);
            Visit visit = new Visit(
                    LocalDateTime.parse(minute, DateTimeFormatter.ofPattern("uuuuMMddHHmm")),
                    course,
                    dimension -> randomValue(dimension, random));
            counts.accept(visit);
            for (Dimension dimension : Dimension.values()) {
                String value = visit.value(dimension);
                String time = dimension == Dimension.MINUTE ? minute : "20171111";
                if (!value.isEmpty()) {
                    String row = dimension.hasValue() ? time + "_" + value + "_" + course : time + "_" + course;
                    expected.merge(cell(dimension.table(), row), 1L, Long::sum);
                }
            }
        }
        assertThat(additions(counts)).as("-Dseed=%d", seed).isEqualTo(expected);
    }

    private static String randomValue(Dimension dimension, Random random) {
        if (!dimension.hasValue()) {
            return Visit.ALL;
        }
        boolean counted = dimension.countsEveryVisit() || random.nextInt(3) > 0;
        return counted ? List.of("CN", "CN-GD", "storm trident", "all").get(random.nextInt(4)) : Visit.NOT_COUNTED;
    }
}
