package io.coursepulse.web.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.coursepulse.topic.RejectedLine;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RejectedSamplesTest {

    @Test
    void showsALineWithOriginAndReason() {
        JsonObject json = RejectedSamples.Sample.of(rejected("GET \u4f60".getBytes(StandardCharsets.UTF_8)))
                .toJson();

        assertThat(json.getString("reason")).isEqualTo("bad_time");
        assertThat(json.getString("topic")).isEqualTo("access-log");
        assertThat(json.getInteger("partition")).isEqualTo(3);
        assertThat(json.getLong("offset")).isEqualTo(5_000_000_000L);
        assertThat(json.getString("line")).isEqualTo("GET \u4f60");
        assertThat(json.getInteger("bytes")).isEqualTo(7);
        assertThat(json.containsKey("cut")).isFalse();
    }

    @Test
    void cutsLongLineAndShowsBytesThatAreNotText() {
        byte[] bytes = new byte[9_000];
        bytes[0] = (byte) 0xff;
        RejectedSamples.Sample sample = RejectedSamples.Sample.of(rejected(bytes));

        assertThat(sample.line().line()).hasSize(RejectedSamples.MAX_LINE_BYTES);
        JsonObject json = sample.toJson();
        assertThat(json.getString("line"))
                .hasSize(RejectedSamples.MAX_LINE_BYTES)
                .startsWith("\uFFFD");
        assertThat(json.getInteger("bytes")).isEqualTo(9_000);
        assertThat(json.getBoolean("cut")).isTrue();
    }

    @Test
    void refusesARecordThatIsNotARejectedLine() {
        ConsumerRecord<byte[], byte[]> record = rejected(new byte[1]);
        record.headers().remove("offset");

        assertThatIllegalArgumentException().isThrownBy(() -> RejectedSamples.Sample.of(record));
    }

    private static ConsumerRecord<byte[], byte[]> rejected(byte[] line) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("access-log-rejected", 0, 8, null, line);
        new RejectedLine(new TopicPartition("access-log", 3), 5_000_000_000L, "bad_time", line)
                .toRecord("access-log-rejected")
                .headers()
                .forEach(record.headers()::add);
        return record;
    }
}
