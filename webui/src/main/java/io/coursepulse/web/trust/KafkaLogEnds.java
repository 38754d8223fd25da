package io.coursepulse.web.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where the topic of lines ends, as its brokers say. */
public final class KafkaLogEnds implements LogEnds {

    private static final int ANSWER_WITHIN_MS = 4_000;

    private final String bootstrapServers;
    private final String topic;
    private Admin admin;

    public KafkaLogEnds(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    @Override
    public Ends read() {
        if (admin == null) {
            admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                    AdminClientConfig.CLIENT_ID_CONFIG, "coursepulse-web-lag",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS));
        }
        try {
            List<TopicPartition> partitions = partitions();
            Map<TopicPartition, ListOffsetsResultInfo> latest = offsets(partitions, OffsetSpec.latest());
            Map<String, Long> next = new HashMap<>();
            latest.forEach((partition, end) -> next.put(partition.toString(), end.offset()));
            Optional<Instant> newest = offsets(partitions, OffsetSpec.maxTimestamp()).values().stream()
                    .filter(newestOfPartition -> newestOfPartition.timestamp() >= 0)
                    .map(newestOfPartition -> Instant.ofEpochMilli(newestOfPartition.timestamp()))
                    .max(Instant::compareTo);
            return new Ends(next, newest);
        } catch (ExecutionException e) {
            throw new LogEndsUnknownException(
                    "Kafka does not tell where topic " + topic + " ends: "
                            + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new LogEndsUnknownException("Kafka at " + bootstrapServers + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogEndsUnknownException("the web server stops", e);
        }
    }

    private List<TopicPartition> partitions() throws ExecutionException, InterruptedException, TimeoutException {
        return admin
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
                .get(topic)
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), any -> which)))
                .all()
                .get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
