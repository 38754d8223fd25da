package io.coursepulse.topology.audit;

import io.coursepulse.config.KafkaConfig;
import io.coursepulse.topic.TopicReader;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The offsets of the log lines that are available in Kafka. */
final class TopicOffsets {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private TopicOffsets() {}

    /**
     * The topic's partitions, in order; empty if the topic does not exist.
     *
     * @throws AuditException if Kafka is unavailable
     */
    static Map<TopicPartition, TopicReader.Offsets> of(KafkaConfig kafka) {
        try (TopicReader lines = new TopicReader(kafka.bootstrapServers(), kafka.accessLog(), TIMEOUT, Map.of())) {
            return lines.offsets();
        } catch (KafkaException e) {
            throw new AuditException("Cannot reach Kafka at " + kafka.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }
}
