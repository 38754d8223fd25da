package io.coursepulse.topology.activity;

import io.coursepulse.topology.PipelineConfig;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Sets where a topology that is submitted anew begins to read: so far back that its first windows are whole. Storm's core
 * spout cannot begin at a time (only the Trident one can), but it goes on from what its group has committed; so that is
 * what is set. Workers that are started again later go on from their own commits.
 */
public final class StartOffsets {

    private static final int PATIENCE_MILLIS = 10_000;

    private StartOffsets() {}

    /** Kafka could not be asked, or has not what is needed. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Commits, for each partition, the first offset that came to Kafka within the windows' reach.
     *
     * @throws Failure with what to do
     */
    public static void set(PipelineConfig pipeline, Instant now) throws Failure, InterruptedException {
        String servers = pipeline.kafka().bootstrapServers();
        String topic = pipeline.kafka().accessLog();
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS))) {
            long from = now.minus(pipeline.activity().reach()).toEpochMilli();
            admin.alterConsumerGroupOffsets(pipeline.activity().groupId(), offsets(admin, topic, from))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new Failure(
                    "Kafka at " + servers + " did not say where topic " + topic + " is to be read from: "
                            + e.getCause().getMessage()
                            + " Is it running, is the topic there, and is no other topology reading as group "
                            + pipeline.activity().groupId() + "?",
                    e);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin, String topic, long from)
            throws ExecutionException, InterruptedException {
        int partitions = admin.describeTopics(Set.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
        Set<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toSet());
        Map<TopicPartition, ListOffsetsResultInfo> ends = list(admin, all, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> starts = list(admin, all, OffsetSpec.forTimestamp(from));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : all) {
            long start = starts.get(partition).offset();
            // Negative where nothing has come since.
            offsets.put(
                    partition,
                    new OffsetAndMetadata(start < 0 ? ends.get(partition).offset() : start));
        }
        return offsets;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> list(
            Admin admin, Set<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), any -> spec)))
                .all()
                .get();
    }
}
