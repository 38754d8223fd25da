package io.coursepulse.trident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.topic.RejectedLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.storm.topology.FailedException;
import org.junit.jupiter.api.Test;

class RejectedLinesStateTest {

    private static final byte[] LINE = {'a', 0, (byte) 0xff};

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Completes every record with {@code failure} immediately. */
    private static MockProducer<byte[], byte[]> failing(RuntimeException failure) {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized void flush() {
                while (errorNext(failure)) {
                    // Until none is pending.
                }
            }
        };
    }

    private static List<RejectedLine> lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RejectedLine(new TopicPartition("access-log", 2), 7 + i, "bad_time", LINE))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void lineIsSentUnchangedWithOriginAndReason() {
        MockProducer<byte[], byte[]> kafka = producer(true);
        new RejectedLinesState(kafka, "bad").write(lines(2));
        assertThat(kafka.history()).hasSize(2);
        ProducerRecord<byte[], byte[]> record = kafka.history().get(1);
        assertThat(record.topic()).isEqualTo("bad");
        assertThat(text(record.key())).isEqualTo("access-log-2/8");
        assertThat(record.value()).isEqualTo(LINE);
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        assertThat(headers)
                .isEqualTo(Map.of("reason", "bad_time", "topic", "access-log", "partition", "2", "offset", "8"));
    }

    @Test
    void failedSendFailsTheBatch() {
        RejectedLinesState lines = new RejectedLinesState(failing(new TimeoutException("no answer")), "bad");
        assertThatThrownBy(() -> lines.write(lines(3)))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("topic bad (no answer)")
                .hasMessageContaining("no data is lost");
    }

    @Test
    void overlongLineDoesNotBlockCounting() {
        RejectedLinesState lines = new RejectedLinesState(failing(new RecordTooLargeException("1 MiB")), "bad");
        assertThatCode(() -> lines.write(lines(3))).doesNotThrowAnyException();
    }
}
