package io.coursepulse.blacklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.demo.LedgerSums;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LineOutcome;
import io.coursepulse.topic.RejectedLine;
import io.coursepulse.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of topic {@code access-log-rejected}, by the origin in their headers, and the lines there.
 *
 * @param records each origin's newest record
 * @param originals each line of topic {@code access-log}, by its own place
 */
record RejectedLines(
        Map<String, ConsumerRecord<byte[], byte[]>> records, Map<String, ConsumerRecord<byte[], byte[]>> originals) {

    static RejectedLines in(String bootstrapServers) {
        Map<String, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : read(bootstrapServers, "access-log-rejected")) {
            RejectedLine line = RejectedLine.of(record);
            records.put(line.partition() + "/" + line.offset(), record);
        }
        Map<String, ConsumerRecord<byte[], byte[]>> originals = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> line : read(bootstrapServers, "access-log")) {
            originals.put(line.topic() + "-" + line.partition() + "/" + line.offset(), line);
        }
        return new RejectedLines(records, originals);
    }

    static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = new TopicReader(bootstrapServers, topic)) {
            reader.readToEnd(records::addAll);
        }
        return records;
    }

    /** The topic has exactly the rejected lines, unchanged and with their reasons. */
    void assertMatches(LedgerSums ledger, GroundTruth truth) {
        assertThat(records).hasSize(Math.toIntExact(truth.lines(LineOutcome.REJECTED)));
        assertThat((long) records.size()).isEqualTo(ledger.outcomes().get("rejected"));
        records.forEach((place, record) -> {
            assertThat(record.value()).as(place).isEqualTo(originals.get(place).value());
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(place);
            assertThat(RejectedLine.of(record).reason()).matches("[a-z_]+");
        });
    }
}
