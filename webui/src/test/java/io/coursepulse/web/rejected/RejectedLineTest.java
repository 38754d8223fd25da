package io.coursepulse.web.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RejectedLineTest {

    @Test
    void takesALineApart() {
        RejectedLine line = RejectedLine.of(rejected("GET \u4f60".getBytes(StandardCharsets.UTF_8)));

        assertThat(line.reason()).isEqualTo("bad_time");
        assertThat(line.topic()).isEqualTo("access-log");
        assertThat(line.partition()).isEqualTo(3);
        assertThat(line.offset()).isEqualTo(5_000_000_000L);
        assertThat(line.line()).isEqualTo("GET \u4f60");
        assertThat(line.bytes()).isEqualTo(7);
        assertThat(line.toJson().containsKey("cut")).isFalse();
    }

    @Test
    void cutsWhatIsLongAndShowsBytesThatAreNoText() {
        byte[] bytes = new byte[9_000];
        bytes[0] = (byte) 0xff;
        RejectedLine line = RejectedLine.of(rejected(bytes));

        assertThat(line.line()).hasSize(RejectedLine.BYTES_SHOWN).startsWith("\uFFFD");
        assertThat(line.bytes()).isEqualTo(9_000);
        assertThat(line.toJson().getBoolean("cut")).isTrue();
    }

    @Test
    void refusesARecordWithoutAnOrigin() {
        ConsumerRecord<byte[], byte[]> record = rejected(new byte[1]);
        record.headers().remove("offset");
        assertThatIllegalArgumentException().isThrownBy(() -> RejectedLine.of(record));

        ConsumerRecord<byte[], byte[]> wrong = rejected(new byte[1]);
        wrong.headers().add("partition", "three".getBytes(StandardCharsets.UTF_8));
        assertThatIllegalArgumentException().isThrownBy(() -> RejectedLine.of(wrong));
    }

    private static ConsumerRecord<byte[], byte[]> rejected(byte[] line) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("access-log-rejected", 0, 8, null, line);
        record.headers().add("reason", "bad_time".getBytes(StandardCharsets.UTF_8));
        record.headers().add("topic", "access-log".getBytes(StandardCharsets.UTF_8));
        record.headers().add("partition", "3".getBytes(StandardCharsets.UTF_8));
        record.headers().add("offset", "5000000000".getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
