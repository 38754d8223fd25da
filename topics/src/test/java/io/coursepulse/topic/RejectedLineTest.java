package io.coursepulse.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedLineTest {

    private static final byte[] BYTES = {'a', 0, (byte) 0xff};

    private static final RejectedLine LINE =
            new RejectedLine(new TopicPartition("access-log", 3), 5_000_000_000L, "bad_time", BYTES);

    private static ConsumerRecord<byte[], byte[]> record() {
        return Records.sent(LINE.toRecord("access-log-rejected"));
    }

    @Test
    void writesDocumentedRecord() {
        ProducerRecord<byte[], byte[]> record = LINE.toRecord("access-log-rejected");

        assertThat(record.topic()).isEqualTo("access-log-rejected");
        assertThat(Records.text(record.key())).isEqualTo("access-log-3/5000000000");
        assertThat(record.value()).isEqualTo(BYTES);
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), Records.text(header.value()));
        }
        assertThat(headers)
                .isEqualTo(
                        Map.of("reason", "bad_time", "topic", "access-log", "partition", "3", "offset", "5000000000"));
    }

    @Test
    void roundTripsThroughRecord() {
        assertThat(RejectedLine.of(record())).usingRecursiveComparison().isEqualTo(LINE);
    }

    @Test
    void recordWithoutValueIsAnEmptyLine() {
        ConsumerRecord<byte[], byte[]> empty = new ConsumerRecord<>("access-log-rejected", 0, 8, null, null);
        record().headers().forEach(empty.headers()::add);

        assertThat(RejectedLine.of(empty).line()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reason", "topic", "partition", "offset"})
    void refusesRecordWithoutHeader(String header) {
        ConsumerRecord<byte[], byte[]> record = record();
        record.headers().remove(header);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RejectedLine.of(record))
                .withMessage("the header \"" + header + "\" is missing");
    }

    @ParameterizedTest
    @CsvSource({"partition,three", "partition,-1", "partition,5000000000", "offset,", "offset,-1", "offset,1.5"})
    void refusesHeaderThatIsNoNumber(String header, String value) {
        ConsumerRecord<byte[], byte[]> record = record();
        record.headers().add(header, Records.bytes(value == null ? "" : value));

        assertThatIllegalArgumentException().isThrownBy(() -> RejectedLine.of(record));
    }

    @Test
    void refusesOverlongHeader() {
        ConsumerRecord<byte[], byte[]> record = record();
        record.headers().add("reason", new byte[250]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RejectedLine.of(record))
                .withMessageContaining("has 250 bytes");
    }
}
