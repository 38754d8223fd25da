package io.coursepulse.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import java.time.LocalDate;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountMessageTest {

    private static final LocalDate DAY = LocalDate.of(2017, 11, 11);

    private static CountMessage read(String value) {
        return CountMessage.of(Records.of(value));
    }

    @Test
    void writesDocumentedRecord() {
        ProducerRecord<byte[], byte[]> record =
                new CountMessage("course_clickcount", "20171111_112", 123).toRecord("course-counts");

        assertThat(record.topic()).isEqualTo("course-counts");
        assertThat(Records.text(record.key())).isEqualTo("course_clickcount/20171111_112");
        assertThat(Records.text(record.value()))
                .isEqualTo("{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":123}");
    }

    @Test
    void roundTripsThroughRecord() {
        CountMessage message = new CountMessage("course_keyword_clickcount", "20171111_\"实时\\计算\"_112", 5_000_000_000L);

        assertThat(CountMessage.of(Records.sent(message.toRecord("counts")))).isEqualTo(message);
    }

    @ParameterizedTest
    @EnumSource
    void roundTripsCounterOfEveryDimension(Dimension dimension) {
        List<String> parts =
                dimension.parts().stream().map(name -> "some-" + name).toList();
        CounterRow row = new CounterRow(dimension, DAY, parts, "112");

        assertThat(read(new CountMessage(dimension.table(), row.key(), 4).toJson())
                        .counter())
                .isEqualTo(new CounterValue(row, 4));
    }

    @Test
    void ignoresUnknownFields() {
        assertThat(read("{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":7,\"txid\":7}"))
                .isEqualTo(new CountMessage("course_clickcount", "20171111_112", 7));
    }

    @Test
    void refusesTableOfNewerTopology() {
        CountMessage message = read("{\"table\":\"course_moon_clickcount\",\"row\":\"20171111_full_112\",\"count\":1}");

        assertThatIllegalArgumentException()
                .isThrownBy(message::counter)
                .withMessageStartingWith("unknown table \"course_moon_clickcount\"");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "{",
                "{}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":1} more",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_112\"}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":\"many\"}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":\"1\"}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":1.5}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_112\",\"count\":99999999999999999999}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171131_112\",\"count\":1}",
                "{\"table\":\"course_clickcount\",\"row\":\"20171111_baidu_112\",\"count\":1}",
                "{\"table\":\"course_minute_clickcount\",\"row\":\"20171111_112\",\"count\":1}",
                "{\"table\":\"course_clickcount\",\"count\":1}"
            })
    void refusesAnythingElse(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(value).counter());
    }
}
