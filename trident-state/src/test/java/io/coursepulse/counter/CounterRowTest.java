package io.coursepulse.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterRowTest {

    private static final LocalDate DAY = LocalDate.of(2017, 11, 1);

    @Test
    void keysReadAsTheyAreWritten() {
        CounterRow course = new CounterRow(Dimension.COURSE, DAY, List.of(), "112");
        CounterRow search = new CounterRow(Dimension.SEARCH, DAY, List.of("baidu"), "a-1");
        assertThat(course.key()).isEqualTo("20171101_112");
        assertThat(search.key()).isEqualTo("20171101_baidu_a-1");
        assertThat(CounterRow.parse(Dimension.COURSE, course.key())).isEqualTo(course);
        assertThat(CounterRow.parse(Dimension.SEARCH, search.key())).isEqualTo(search);
        assertThat(search.key()).startsWith(CounterRow.dayPrefix(DAY));
        assertThat(CounterRow.parseDay(CounterRow.formatDay(DAY))).isEqualTo(DAY);
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
    })
    void refusesOtherKeys(Dimension dimension, String key) {
        assertThatThrownBy(() -> CounterRow.parse(dimension, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a row key of " + dimension.table() + ": " + key);
    }

    @Test
    void hasItsDimensionsParts() {
        assertThatThrownBy(() -> new CounterRow(Dimension.SEARCH, DAY, List.of(), "112"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[engine]");
        assertThatThrownBy(() -> new CounterRow(Dimension.COURSE, DAY, List.of("baidu"), "112"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTableHasItsDimension() {
        for (Dimension dimension : Dimension.values()) {
            assertThat(Dimension.ofTable(dimension.table())).contains(dimension);
        }
        assertThat(Dimension.ofTable(Ledger.TABLE)).isEmpty();
    }
}
