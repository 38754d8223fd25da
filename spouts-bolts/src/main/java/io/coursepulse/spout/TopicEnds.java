package io.coursepulse.spout;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Where the partitions of the topic of log lines end, as a consumer of committed lines sees it. Not thread-safe. */
public interface TopicEnds extends AutoCloseable {

    /** Asks for the end offsets of partitions 0 to {@code partitions}; fails if Kafka does not know all of them. */
    Future<Map<TopicPartition, Long>> ends(int partitions);

    /**
     * The first offset that Kafka has of a partition.
     *
     * @throws KafkaException if Kafka is unavailable
     */
    long beginning(TopicPartition partition);

    @Override
    void close();

    /** Asks a Kafka cluster. Connects with the first question. */
    final class InKafka implements TopicEnds {

        private static final Duration TIMEOUT = Duration.ofSeconds(1);

        private final String bootstrapServers;
        private final String topic;
        private Admin admin;

        InKafka(String bootstrapServers, String topic) {
            this.bootstrapServers = bootstrapServers;
            this.topic = topic;
        }

        private Admin admin() {
            if (admin == null) {
                int timeout = Math.toIntExact(TIMEOUT.toMillis());
                admin = Admin.create(Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout));
            }
            return admin;
        }

        @Override
        public Future<Map<TopicPartition, Long>> ends(int partitions) {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (int number = 0; number < partitions; number++) {
                asked.put(new TopicPartition(topic, number), OffsetSpec.latest());
            }
            return admin().listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .thenApply(InKafka::offsets);
        }

        private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> answer) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
            return offsets;
        }

        @Override
        public long beginning(TopicPartition partition) {
            try {
                return admin().listOffsets(Map.of(partition, OffsetSpec.earliest()))
                        .partitionResult(partition)
                        .get()
                        .offset();
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted", e);
            }
        }

        @Override
        public void close() {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }
}
