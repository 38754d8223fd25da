package io.coursepulse.blacklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.demo.LedgerSums;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LineOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records of topic {@code access-log-rejected}, by the place they say they come from, and the line that stands there.
 *
 * @param records each place's newest record
 * @param originals each place's line in topic {@code access-log}
 */
record RefusedLines(
        Map<String, ConsumerRecord<byte[], byte[]>> records, Map<String, ConsumerRecord<byte[], byte[]>> originals) {

    private static final Duration POLL = Duration.ofMillis(300);

    static RefusedLines in(String bootstrapServers) {
        Map<String, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();
        read(bootstrapServers, "access-log-rejected").forEach(record -> records.put(place(record), record));
        Map<String, ConsumerRecord<byte[], byte[]>> originals = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> line : read(bootstrapServers, "access-log")) {
            originals.put(line.topic() + "-" + line.partition() + "/" + line.offset(), line);
        }
        return new RefusedLines(records, originals);
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return header(record, "topic") + "-" + header(record, "partition") + "/" + header(record, "offset");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    /** Every refused line is there, unchanged, with its reason; and nothing else is. */
    void assertAreThoseOf(LedgerSums ledger, GroundTruth truth) {
        assertThat(records).hasSize(Math.toIntExact(truth.lines(LineOutcome.REJECTED)));
        assertThat((long) records.size()).isEqualTo(ledger.outcomes().get("rejected"));
        records.forEach((place, record) -> {
            assertThat(record.value()).as(place).isEqualTo(originals.get(place).value());
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(place);
            assertThat(header(record, "reason")).matches("[a-z_]+");
        });
    }
}
