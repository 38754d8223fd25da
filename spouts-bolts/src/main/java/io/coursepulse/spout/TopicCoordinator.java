package io.coursepulse.spout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutConfig;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutCoordinator;
import org.apache.storm.kafka.spout.trident.TopicPartitionSerializer;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which partitions a batch is taken from. While the topic does not exist no batch begins. Partitions that are
 * added are seen within seconds; they sort behind the others, so that none of those moves to another task.
 */
final class TopicCoordinator implements IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCoordinator.class);
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Comparator<Map<String, Object>> BY_NUMBER = Comparator.comparingInt(
            partition -> ((Number) partition.get(TopicPartitionSerializer.TOPIC_PARTITION_PARTITION_KEY)).intValue());

    private final String topic;
    private final IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> coordinator;
    private List<Map<String, Object>> known = List.of();
    private boolean waiting;

    TopicCoordinator(ExactKafkaSpoutConfig config) {
        this(
                config.topic(),
                new KafkaTridentSpoutCoordinator<>(
                        new KafkaTridentSpoutConfig.Builder<byte[], byte[]>(config.bootstrapServers(), config.topic())
                                .setProp(config.consumerProperties())
                                .setPartitionRefreshPeriodMs(REFRESH.toMillis())
                                .build()));
    }

    /** Tells of the partitions that another coordinator finds in Kafka. */
    TopicCoordinator(String topic, IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> coordinator) {
        this.topic = topic;
        this.coordinator = coordinator;
    }

    @Override
    public boolean isReady(long txid) {
        try {
            refresh();
        } catch (KafkaException e) {
            say("Kafka does not tell the partitions of topic " + topic + ": " + e.getMessage());
            return false;
        }
        if (known.isEmpty()) {
            say("Topic " + topic + " does not exist yet");
            return false;
        }
        waiting = false;
        return true;
    }

    private void say(String what) {
        if (!waiting) {
            LOG.warn("{}. Waiting for it; nothing is lost.", what);
            waiting = true;
        }
    }

    @Override
    public List<Map<String, Object>> getPartitionsForBatch() {
        try {
            refresh();
        } catch (KafkaException e) {
            throw new FailedException("Kafka does not tell the partitions of topic " + topic, e);
        }
        return known;
    }

    private void refresh() {
        List<Map<String, Object>> partitions = new ArrayList<>(coordinator.getPartitionsForBatch());
        partitions.sort(BY_NUMBER);
        if (new HashSet<>(partitions).containsAll(known)) {
            known = partitions;
        }
        // Else the topic lost partitions: it was deleted, or created anew. Storm does not survive a shorter list, and
        // their lines are not forgotten: the emitter's error names the offsets that cannot be had.
    }

    @Override
    public void close() {
        coordinator.close();
    }
}
