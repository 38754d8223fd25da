package io.coursepulse.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class MessageDecoderTest {

    @Test
    void skipsWhatIsNotAMessageAndWarnsOncePerKind() {
        List<String> warnings = new ArrayList<>();
        MessageDecoder<CountMessage> decoder = new MessageDecoder<>(CountMessage::of, warnings::add);
        CountMessage message = new CountMessage("course_clickcount", "20171111_112", 1);

        assertThat(decoder.decode(Records.of("{}"))).isEmpty();
        assertThat(decoder.decode(Records.of(message.toJson()))).contains(message);
        assertThat(decoder.decode(Records.of("{}"))).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("Skipping the record at offset 8 of topic-0")
                .contains("\"table\" is missing");
        assertThat(decoder.decode(Records.of(null))).isEmpty();
        assertThat(decoder.decode(Records.of("{\"table\":1}"))).isEmpty();
        assertThat(decoder.decode(Records.of("{\"table\":2}"))).isEmpty();
        assertThat(decoder.skipped()).isEqualTo(5);
        assertThat(warnings).hasSize(3);
    }

    @Test
    void skipsMessagesOfNewerVersion() {
        MessageDecoder<Object> decoder =
                new MessageDecoder<>(record -> CountMessage.of(record).counter());

        assertThat(decoder.decode(Records.of(new CountMessage("course_moon_clickcount", "20171111_112", 1).toJson())))
                .isEmpty();
        assertThat(decoder.skipped()).isEqualTo(1);
    }

    @Test
    void aDefectOfTheReaderIsNotTakenForJunk() {
        MessageDecoder<CountMessage> decoder = new MessageDecoder<>(record -> {
            throw new IllegalStateException("a defect");
        });

        assertThatThrownBy(() -> decoder.decode(Records.of("{}"))).isInstanceOf(IllegalStateException.class);
    }

    /** Without a value, not JSON, of wrong types, deeply nested, and huge. */
    @Test
    void everyMessageSurvivesPoisonedRecords() {
        List<String> poison = new ArrayList<>();
        poison.add(null);
        poison.addAll(List.of("", "not JSON", "{", "[]", "null", "1", "\"text\""));
        poison.add("{\"table\":{},\"row\":[],\"count\":\"1\",\"window\":1,\"courses\":{},\"verdict\":1,\"at\":1}");
        poison.add("{\"table\":\"t\",\"row\":\"r\",\"count\":1e999999999}");
        poison.add("{\"table\":\"t\",\"row\":\"r\",\"count\":" + "9".repeat(5_000) + "}");
        poison.add("{\"courses\":" + "[".repeat(100_000));
        poison.add("x".repeat(1 << 20));
        List<MessageDecoder<?>> decoders = List.of(
                new MessageDecoder<>(record -> CountMessage.of(record).counter()),
                new MessageDecoder<>(RecentWindow::of),
                new MessageDecoder<>(AuditVerdict::of),
                new MessageDecoder<>(RejectedLine::of));
        for (MessageDecoder<?> decoder : decoders) {
            poison.forEach(
                    value -> assertThat(decoder.decode(Records.of(value))).isEmpty());
            assertThat(decoder.skipped()).isEqualTo(poison.size());
        }
    }

    /** Whatever bytes are in a topic, a reader goes on. */
    @Test
    void everyMessageSurvivesDamagedBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        MessageDecoder<Object> counts = new MessageDecoder<>(CountMessage::of);
        MessageDecoder<Object> windows = new MessageDecoder<>(RecentWindow::of);
        MessageDecoder<Object> verdicts = new MessageDecoder<>(AuditVerdict::of);
        MessageDecoder<Object> lines = new MessageDecoder<>(RejectedLine::of);
        String json = "{\"table\":\"t\",\"row\":\"r\",\"count\":1,\"window\":\"1m\",\"from\":\"2026-11-26T14:00:00Z\","
                + "\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":1,\"courses\":[{\"course\":\"1\",\"clicks\":1}],"
                + "\"verdict\":\"EXACT\",\"at\":\"2026-11-26T14:00:00Z\"}";
        for (int i = 0; i < 5_000; i++) {
            byte[] value = Records.bytes(json);
            for (int damage = random.nextInt(6); damage > 0; damage--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("topic", 0, i, null, value);
            for (String header : new String[] {"reason", "topic", "partition", "offset"}) {
                byte[] text = new byte[random.nextInt(4)];
                random.nextBytes(text);
                record.headers().add(header, text);
            }
            try {
                counts.decode(record);
                windows.decode(record);
                verdicts.decode(record);
                lines.decode(record);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", value " + Records.text(value), e);
            }
        }
        assertThat(counts.skipped()).isPositive();
        assertThat(windows.skipped()).isPositive();
        assertThat(verdicts.skipped()).isPositive();
        assertThat(lines.skipped()).isPositive();
    }
}
