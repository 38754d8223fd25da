package io.coursepulse.topology.audit;

import io.coursepulse.config.KafkaConfig;
import io.coursepulse.topic.TopicReader;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Which log lines Kafka has. */
final class TopicOffsets {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private TopicOffsets() {}

    /**
     * The topic's partitions, in their order; none if there is no such topic.
     *
     * @throws AuditException if Kafka does not answer
     */
    static Map<TopicPartition, TopicReader.Offsets> of(KafkaConfig kafka) {
        try (TopicReader lines = new TopicReader(kafka.bootstrapServers(), kafka.accessLog(), TIMEOUT, Map.of())) {
            return lines.offsets();
        } catch (KafkaException e) {
            throw new AuditException("Kafka at " + kafka.bootstrapServers() + " does not answer: " + e.getMessage(), e);
        }
    }
}
