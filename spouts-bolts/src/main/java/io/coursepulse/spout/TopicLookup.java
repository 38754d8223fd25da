package io.coursepulse.spout;

import io.coursepulse.config.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks up the topic of log lines in Kafka. Not thread-safe. */
public interface TopicLookup extends AutoCloseable {

    /**
     * The current state of a topic.
     *
     * @param id Kafka's topic ID, folded to a long; changes when the topic is re-created
     * @param partitions the number of partitions, numbered from 0
     */
    record Topic(long id, int partitions) {}

    /**
     * The topic; empty if it does not exist.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka is unavailable
     */
    Optional<Topic> find();

    @Override
    void close();

    /** Looks up a topic in a Kafka cluster, at most every few seconds. */
    final class InKafka implements TopicLookup {

        private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

        private final String topic;
        private final Admin admin;
        private Optional<Topic> found = Optional.empty();
        private Stopwatch sinceLookup = Stopwatch.started();

        /**
         * Looks up {@code topic}.
         *
         * @param limit how long Kafka may take to answer
         */
        public InKafka(String bootstrapServers, String topic, Duration limit) {
            this.topic = topic;
            int timeout = Math.toIntExact(limit.toMillis());
            admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout));
        }

        @Override
        public Optional<Topic> find() {
            if (found.isEmpty() || sinceLookup.hasPassed(REFRESH_INTERVAL)) {
                found = lookUp();
                sinceLookup = Stopwatch.started();
            }
            return found;
        }

        private Optional<Topic> lookUp() {
            try {
                TopicDescription description = admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic);
                return Optional.of(new Topic(
                        foldToLong(description.topicId()),
                        description.partitions().size()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return Optional.empty();
                }
                throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted", e);
            }
        }

        /** XOR of the two halves: topics that had the same name will not collide. */
        private static long foldToLong(Uuid id) {
            return id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        }

        @Override
        public void close() {
            admin.close(Duration.ZERO);
        }
    }
}
