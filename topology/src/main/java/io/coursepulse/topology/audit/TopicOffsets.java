package io.coursepulse.topology.audit;

import io.coursepulse.config.KafkaConfig;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The offsets that are available in Kafka. */
final class TopicOffsets {

    /**
     * The available offsets of one partition.
     *
     * @param beginning the first available offset
     * @param end one past the last
     */
    record Offsets(long beginning, long end) {}

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private TopicOffsets() {}

    /**
     * The topic's partitions, in order; empty if the topic does not exist.
     *
     * @throws AuditException if Kafka is unavailable
     */
    static Map<TopicPartition, Offsets> of(KafkaConfig kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            List<TopicPartition> partitions = partitions(consumer.listTopics().get(kafka.accessLog()));
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Offsets> offsets = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
            for (TopicPartition partition : partitions) {
                offsets.put(partition, new Offsets(beginnings.get(partition), ends.get(partition)));
            }
            return offsets;
        } catch (KafkaException e) {
            throw new AuditException("Cannot reach Kafka at " + kafka.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    private static List<TopicPartition> partitions(List<PartitionInfo> infos) {
        return infos == null
                ? List.of()
                : infos.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
    }

    /** A consumer with the spout's settings, which commits no offsets. */
    static KafkaConsumer<byte[], byte[]> consumer(KafkaConfig kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
        return new KafkaConsumer<>(properties);
    }
}
