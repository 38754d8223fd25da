package io.coursepulse.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterRowTest {

    private static final LocalDate DAY = LocalDate.of(2017, 11, 1);

    @ParameterizedTest
    @CsvSource({
        "COURSE, 2017-11-01T00:00, '', 112, 20171101_112, 20171101_",
        "SEARCH, 2017-11-01T00:00, baidu, a-1, 20171101_baidu_a-1, 20171101_",
        "REGION, 2017-11-01T00:00, CN-GD, 112, 20171101_CN-GD_112, 20171101_",
        "CLIENT, 2017-11-01T00:00, Chrome, 112, 20171101_Chrome_112, 20171101_",
        "KEYWORD, 2017-11-01T00:00, storm 实战, a-1, 20171101_storm 实战_a-1, 20171101_",
        "DEVICE, 2017-11-01T00:00, Phone, 112, 20171101_Phone_112, 20171101_",
        "MINUTE, 2017-11-01T12:34, '', 112, 201711011234_112, 20171101",
        "MINUTE, 2017-11-01T00:00, '', 112, 201711010000_112, 20171101",
        "MINUTE, 2017-11-01T23:59, '', 112, 201711012359_112, 20171101",
    })
    void keysRoundTrip(
            Dimension dimension, LocalDateTime time, String part, String course, String key, String dayPrefix) {
        CounterRow row = new CounterRow(dimension, time, part.isEmpty() ? List.of() : List.of(part), course);
        assertThat(row.key()).isEqualTo(key).startsWith(dayPrefix);
        assertThat(row.day()).isEqualTo(DAY);
        assertThat(CounterRow.parse(dimension, key)).isEqualTo(row);
        assertThat(CounterRow.dayPrefix(dimension, DAY)).isEqualTo(dayPrefix);
        assertThat(key).doesNotStartWith(CounterRow.dayPrefix(dimension, DAY.plusDays(1)));
    }

    @Test
    void daysRoundTrip() {
        assertThat(CounterRow.formatDay(DAY)).isEqualTo("20171101");
        assertThat(CounterRow.parseDay("20171101")).isEqualTo(DAY);
    }

    @ParameterizedTest
    @CsvSource({
        "COURSE, ''",
        "COURSE, 20171101",
        "COURSE, 20171101_baidu_112",
        "COURSE, 20171131_112",
        "COURSE, 20170229_112",
        "COURSE, 2017111_112",
        "COURSE, 2017-11-01_112",
        "COURSE, _112",
        "SEARCH, 20171101_112",
        "SEARCH, 20171101_a_b_112",
        "REGION, 20171101_112",
        "REGION, 201711010000_CN-GD_112",
        "CLIENT, 20171101_Internet_Explorer_112",
        "COURSE, 201711011234_112",
        "MINUTE, 20171101_112",
        "MINUTE, 201711012400_112",
        "MINUTE, 201711011260_112",
        "MINUTE, 2017110112345_112",
        "MINUTE, 201711011234_a_112",
    })
    void rejectsInvalidKeys(Dimension dimension, String key) {
        assertThatThrownBy(() -> CounterRow.parse(dimension, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a row key of " + dimension.table() + ": " + key);
    }

    @Test
    void requiresPartsOfDimension() {
        assertThatThrownBy(() -> new CounterRow(Dimension.SEARCH, DAY, List.of(), "112"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[engine]");
        assertThatThrownBy(() -> new CounterRow(Dimension.COURSE, DAY, List.of("baidu"), "112"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requiresGranularityOfDimension() {
        LocalDateTime noon = DAY.atTime(12, 0);
        assertThatThrownBy(() -> new CounterRow(Dimension.COURSE, noon, List.of(), "112"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A row of course_clickcount is of a day, not of 2017-11-01T12:00");
        assertThatThrownBy(() -> new CounterRow(Dimension.MINUTE, noon.plusSeconds(1), List.of(), "112"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A row of course_minute_clickcount is of a minute, not of 2017-11-01T12:00:01");
    }

    @Test
    void findsDimensionByTable() {
        for (Dimension dimension : Dimension.values()) {
            assertThat(Dimension.ofTable(dimension.table())).contains(dimension);
        }
        assertThat(Dimension.ofTable("line_ledger")).isEmpty();
    }
}
