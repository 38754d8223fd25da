package io.coursepulse.spout;

import io.coursepulse.spout.TopicLookup.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.trident.TopicPartitionSerializer;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which partitions a batch is taken from, and of which topic: one that was deleted and created again has another
 * id. While the topic does not exist no batch begins. Partitions that are added are seen within seconds; they stand
 * behind the others, so that none of those moves to another task.
 */
final class TopicCoordinator implements IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> {

    /** In a partition's map, beside its topic and number: the topic's id. A Long. */
    static final String TOPIC_ID = "topic-id";

    private static final Logger LOG = LoggerFactory.getLogger(TopicCoordinator.class);

    private final String topic;
    private final TopicLookup lookup;
    private final TopicPartitionSerializer serializer = new TopicPartitionSerializer();
    private List<Map<String, Object>> known = List.of();
    private boolean waiting;

    TopicCoordinator(ExactKafkaSpoutConfig config) {
        this(config.topic(), new KafkaTopicLookup(config));
    }

    TopicCoordinator(String topic, TopicLookup lookup) {
        this.topic = topic;
        this.lookup = lookup;
    }

    @Override
    public boolean isReady(long txid) {
        try {
            refresh();
        } catch (KafkaException e) {
            warnOnce("Kafka does not tell the partitions of topic " + topic + ": " + e.getMessage());
            return false;
        }
        if (known.isEmpty()) {
            warnOnce("Topic " + topic + " does not exist yet");
            return false;
        }
        waiting = false;
        return true;
    }

    private void warnOnce(String what) {
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

    /**
     * The list never gets shorter. A topic that was created anew may have fewer partitions, but Storm does not survive a
     * shorter list, and the lines of the others are not forgotten: the emitter's error names them.
     */
    private void refresh() {
        Optional<Topic> found = lookup.find();
        if (found.isPresent()) {
            int count = Math.max(known.size(), found.get().partitions());
            List<Map<String, Object>> partitions = new ArrayList<>(count);
            for (int number = 0; number < count; number++) {
                Map<String, Object> partition = serializer.toMap(new TopicPartition(topic, number));
                partition.put(TOPIC_ID, found.get().id());
                partitions.add(partition);
            }
            known = partitions;
        }
    }

    @Override
    public void close() {
        lookup.close();
    }
}
