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
 * Determines the partitions of a batch and the topic's ID, which changes when the topic is deleted and re-created. No
 * batch starts while the topic does not exist, while an earlier batch is uncommitted, or without new lines. New partitions are detected within
 * seconds; they are appended to the list, so that the others stay with their tasks.
 */
final class TopicCoordinator implements IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> {

    /** Key of the topic's ID in a partition's map, besides its topic and number. A Long. */
    static final String TOPIC_ID = "topic-id";

    private static final Logger LOG = LoggerFactory.getLogger(TopicCoordinator.class);

    private final String topic;
    private final TopicLookup lookup;
    private final StartCondition condition;
    private final TransactionGate gate = new TransactionGate();
    private final TopicPartitionSerializer serializer = new TopicPartitionSerializer();
    private List<Map<String, Object>> known = List.of();
    private Topic lastFound;
    private boolean waiting;

    TopicCoordinator(String topic, TopicLookup lookup, StartCondition condition) {
        this.topic = topic;
        this.lookup = lookup;
        this.condition = condition;
    }

    @Override
    public boolean isReady(long txid) {
        if (!gate.admits(txid)) {
            return false;
        }
        try {
            refresh();
        } catch (KafkaException e) {
            warnOnce("Cannot fetch the partitions of topic " + topic + " from Kafka: " + e.getMessage());
            return false;
        }
        if (known.isEmpty()) {
            warnOnce("Topic " + topic + " does not exist yet");
            return false;
        }
        waiting = false;
        return condition.mayStart(txid, lastFound);
    }

    private void warnOnce(String what) {
        if (!waiting) {
            LOG.warn("{}. Retrying; no data is lost.", what);
            waiting = true;
        }
    }

    @Override
    public List<Map<String, Object>> getPartitionsForBatch() {
        try {
            refresh();
        } catch (KafkaException e) {
            throw new FailedException("Cannot fetch the partitions of topic " + topic + " from Kafka", e);
        }
        return known;
    }

    /**
     * The list never shrinks. A re-created topic may have fewer partitions, but Storm fails with a shorter list, and
     * the emitter's error must still name the missing partitions.
     */
    private void refresh() {
        Optional<Topic> found = lookup.find();
        if (found.isPresent()) {
            lastFound = found.get();
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
        condition.close();
    }
}
