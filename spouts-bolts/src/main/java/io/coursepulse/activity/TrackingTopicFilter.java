package io.coursepulse.activity;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.KafkaSpoutMessageId;
import org.apache.storm.kafka.spout.KafkaTupleListener;
import org.apache.storm.kafka.spout.subscription.ManualPartitioner;
import org.apache.storm.kafka.spout.subscription.NamedTopicFilter;
import org.apache.storm.kafka.spout.subscription.RoundRobinManualPartitioner;
import org.apache.storm.kafka.spout.subscription.TopicFilter;
import org.apache.storm.task.TopologyContext;

/**
 * Tracks what a spout's task reads, and sets where it starts. It acts as the spout's topic filter (which receives the
 * spout's consumer), partitioner and tuple listener. Runs in the task's thread.
 */
final class TrackingTopicFilter implements TopicFilter, ManualPartitioner, KafkaTupleListener {

    private static final long serialVersionUID = 1L;

    private final RecentLinesConfig config;
    private final NamedTopicFilter topic;
    private final ManualPartitioner partitioner = new RoundRobinManualPartitioner();
    private transient Consumer<?, ?> consumer;
    private transient int partitions;
    private transient long emitted;
    private transient Map<TopicPartition, ReadPosition> readPositions;

    /** The next offset of a partition to emit. */
    private static final class ReadPosition {
        private long next;
        private long emittedAt;

        ReadPosition(long next) {
            this.next = next;
        }
    }

    TrackingTopicFilter(RecentLinesConfig config) {
        this.config = config;
        this.topic = new NamedTopicFilter(config.topic());
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context) {
        readPositions = new HashMap<>();
    }

    @Override
    public Set<TopicPartition> getAllSubscribedPartitions(Consumer<?, ?> consumer) {
        this.consumer = consumer;
        Set<TopicPartition> all = topic.getAllSubscribedPartitions(consumer);
        partitions = all.size();
        return all;
    }

    @Override
    public String getTopicsString() {
        return topic.getTopicsString();
    }

    @Override
    public Set<TopicPartition> getPartitionsForThisTask(List<TopicPartition> all, TopologyContext context) {
        Set<TopicPartition> assigned = partitioner.getPartitionsForThisTask(all, context);
        Set<TopicPartition> added = new HashSet<>(assigned);
        added.removeAll(readPositions.keySet());
        if (!added.isEmpty()) {
            commitStartOffsets(added, context.getStormId());
        }
        return assigned;
    }

    /**
     * Storm's core spout cannot start at a timestamp (only the Trident one can), but it continues from its group's
     * committed offset: so that is set. Never after the topology's own commit, or lines would be missed.
     */
    private void commitStartOffsets(Set<TopicPartition> added, String topology) {
        long from = System.currentTimeMillis() - config.lookback().toMillis();
        long maxLines = config.catchUp() / partitions;
        Map<TopicPartition, OffsetAndTimestamp> recent =
                consumer.offsetsForTimes(added.stream().collect(Collectors.toMap(Function.identity(), any -> from)));
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added);
        Map<TopicPartition, Long> ends = consumer.endOffsets(added);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(added);
        Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
        for (TopicPartition partition : added) {
            OffsetAndMetadata commit = committed.get(partition);
            boolean ownCommit = commit != null && commit.metadata().contains(topology);
            if (ownCommit && !config.rewindOnStart()) {
                continue;
            }
            long end = ends.get(partition);
            long start =
                    recent.get(partition) == null ? end : recent.get(partition).offset();
            start = Math.max(start, Math.max(end - maxLines, beginnings.get(partition)));
            starts.put(partition, new OffsetAndMetadata(ownCommit ? Math.min(start, commit.offset()) : start));
        }
        consumer.commitSync(starts);
    }

    @Override
    public void onPartitionsReassigned(Collection<TopicPartition> assigned) {
        readPositions.keySet().retainAll(assigned);
        for (TopicPartition partition : assigned) {
            readPositions.computeIfAbsent(partition, any -> new ReadPosition(consumer.position(partition)));
        }
    }

    @Override
    public void onEmit(List<Object> tuple, KafkaSpoutMessageId id) {
        ReadPosition readPosition = readPositions.get(id.getTopicPartition());
        readPosition.next = Math.max(readPosition.next, id.offset() + 1);
        readPosition.emittedAt = System.currentTimeMillis();
        emitted++;
    }

    @Override
    public void onAck(KafkaSpoutMessageId id) {
        // The outcome of a line does not matter here.
    }

    @Override
    public void onRetry(KafkaSpoutMessageId id) {
        // A replayed line has been tracked already.
    }

    @Override
    public void onMaxRetryReached(KafkaSpoutMessageId id) {
        // There is no retry limit.
    }

    /** The number of the topic's partitions. */
    int partitions() {
        return partitions;
    }

    /** The partitions that this task reads. */
    Set<TopicPartition> assigned() {
        return readPositions.keySet();
    }

    /** The number of emitted lines. */
    long emitted() {
        return emitted;
    }

    /**
     * The partitions all of whose lines have been emitted at the time of the call. Only idle partitions are checked:
     * the lines of others say more.
     *
     * @param silentSince partitions without lines since this time are checked, in milliseconds
     * @param allEmitted whether all lines that were read have been emitted
     * @throws org.apache.kafka.common.KafkaException if Kafka is unavailable
     */
    Set<TopicPartition> drained(long silentSince, boolean allEmitted) {
        Set<TopicPartition> silent = new HashSet<>();
        readPositions.forEach((partition, readPosition) -> {
            if (readPosition.emittedAt < silentSince) {
                silent.add(partition);
            }
        });
        if (!silent.isEmpty()) {
            // The last line may be followed by a transaction marker, which the consumer skips.
            Map<TopicPartition, Long> ends = consumer.endOffsets(silent);
            silent.removeIf(partition -> {
                long end = ends.get(partition);
                return readPositions.get(partition).next < end && !(allEmitted && consumer.position(partition) >= end);
            });
        }
        return silent;
    }
}
