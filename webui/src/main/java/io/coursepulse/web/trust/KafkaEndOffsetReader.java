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

/** Reads the end offsets from the brokers. */
public final class KafkaEndOffsetReader implements EndOffsetReader {

    private static final int REQUEST_TIMEOUT_MS = 4_000;

    private final String bootstrapServers;
    private final String topic;
    private Admin admin;

    public KafkaEndOffsetReader(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    @Override
    public EndOffsets read() {
        if (admin == null) {
            admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                    AdminClientConfig.CLIENT_ID_CONFIG, "coursepulse-web-lag",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS));
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
            return new EndOffsets(next, newest);
        } catch (ExecutionException e) {
            throw new EndOffsetsUnavailableException(
                    "Cannot read the end offsets of topic " + topic + ": "
                            + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new EndOffsetsUnavailableException(
                    "Kafka at " + bootstrapServers + " has not answered within " + REQUEST_TIMEOUT_MS + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndOffsetsUnavailableException("the web server is shutting down", e);
        }
    }

    private List<TopicPartition> partitions() throws ExecutionException, InterruptedException, TimeoutException {
        return admin
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get(REQUEST_TIMEOUT_MS, TimeUnit.MILLISECONDS)
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
                .get(REQUEST_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
