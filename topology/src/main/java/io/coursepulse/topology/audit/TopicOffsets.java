package io.coursepulse.topology.audit;

import io.coursepulse.config.KafkaConfig;
import io.coursepulse.spout.TopicLookup;
import io.coursepulse.topic.TopicReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What Kafka has of the log lines: the offsets that are available, and which topic of that name it is. */
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
            throw unreachable(kafka, e);
        }
    }

    /**
     * Kafka's topic ID, as the ledger has it; empty if the topic does not exist.
     *
     * @throws AuditException if Kafka is unavailable
     */
    static Optional<Long> topicId(KafkaConfig kafka) {
        try (TopicLookup lookup = new TopicLookup.InKafka(kafka.bootstrapServers(), kafka.accessLog(), TIMEOUT)) {
            return lookup.find().map(TopicLookup.Topic::id);
        } catch (KafkaException e) {
            throw unreachable(kafka, e);
        }
    }

    private static AuditException unreachable(KafkaConfig kafka, KafkaException e) {
        return new AuditException("Cannot reach Kafka at " + kafka.bootstrapServers() + ": " + e.getMessage(), e);
    }
}
