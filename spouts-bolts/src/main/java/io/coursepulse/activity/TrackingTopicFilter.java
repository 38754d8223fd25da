package io.coursepulse.activity;

import java.time.Duration;
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
import org.apache.kafka.common.PartitionInfo;
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

    private static final long NO_CHECK = PartitionProgress.UNKNOWN;

    /** A check that takes longer is worth nothing: lines are read by the same thread. */
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

    private final RecentLinesConfig config;
    private final Duration election;
    private final NamedTopicFilter topic;
    private final ManualPartitioner partitioner = new RoundRobinManualPartitioner();
    private transient Consumer<?, ?> consumer;
    private transient int partitions;
    private transient Set<TopicPartition> assigned;
    private transient LeaderlessPartitions leaderless;
    private transient long emitted;
    private transient Map<TopicPartition, ReadPosition> readPositions;

    /** The next offset of a partition to emit, and the oldest check whose end offset has not been reached. */
    private static final class ReadPosition {
        private long next;
        private long checkedEnd;
        private long checkedAt = NO_CHECK;

        ReadPosition(long next) {
            this.next = next;
        }

        /**
         * Adds a check, unless an older one is still waited for: on a busy partition the end offset of a check is only
         * reached after the next one.
         *
         * @return the time of the newest check whose end offset has been reached
         */
        long readUntil(long position, long end, long time) {
            long read = Math.max(position, next);
            long until = PartitionProgress.UNKNOWN;
            if (checkedAt != NO_CHECK && read >= checkedEnd) {
                until = checkedAt;
                checkedAt = NO_CHECK;
            }
            if (checkedAt == NO_CHECK && read >= end) {
                return Math.max(until, time);
            }
            if (checkedAt == NO_CHECK) {
                checkedEnd = end;
                checkedAt = time;
            }
            return until;
        }
    }

    TrackingTopicFilter(RecentLinesConfig config) {
        this(config, LeaderlessPartitions.ELECTION);
    }

    /** @param election how long the election of a partition's leader takes at most */
    TrackingTopicFilter(RecentLinesConfig config, Duration election) {
        this.config = config;
        this.election = election;
        this.topic = new NamedTopicFilter(config.topic());
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context) {
        readPositions = new HashMap<>();
        assigned = Set.of();
        leaderless = new LeaderlessPartitions(election);
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
        assigned = partitioner.getPartitionsForThisTask(all, context);
        Set<TopicPartition> added = new HashSet<>(assigned);
        added.removeAll(readPositions.keySet());
        // Any request for them would wait for a leader; the next assignment, two seconds later, may find one.
        Set<TopicPartition> notStartable = withoutLeader();
        notStartable.retainAll(added);
        added.removeAll(notStartable);
        if (!added.isEmpty()) {
            commitStartOffsets(added, context.getStormId());
        }
        Set<TopicPartition> readable = new HashSet<>(assigned);
        readable.removeAll(notStartable);
        return readable;
    }

    /** This task's partitions that have no leader, as far as the consumer knows. */
    private Set<TopicPartition> withoutLeader() {
        Set<TopicPartition> found = new HashSet<>();
        for (PartitionInfo partition : consumer.partitionsFor(config.topic())) {
            if (partition.leader() == null || partition.leader().isEmpty()) {
                found.add(new TopicPartition(partition.topic(), partition.partition()));
            }
        }
        found.retainAll(assigned);
        return found;
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

    /** This task's partitions, also those that cannot be read because they have no leader. */
    Set<TopicPartition> assigned() {
        return assigned;
    }

    /** The number of emitted lines. */
    long emitted() {
        return emitted;
    }

    /**
     * The present end offsets of this task's partitions, except of those without a leader.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka is unavailable
     */
    Map<TopicPartition, Long> endOffsets() {
        Set<TopicPartition> withLeader = new HashSet<>(readPositions.keySet());
        withLeader.removeAll(withoutLeader());
        return withLeader.isEmpty() ? Map.of() : consumer.endOffsets(withLeader, CHECK_TIMEOUT);
    }

    /**
     * Determines until when each partition has been read: until the time of a check whose end offset has been reached.
     * Busy partitions are checked like idle ones, because their lines say nothing while the clock that wrote them is
     * ahead. A partition that stays without a leader counts as read: no line can be added to it, and its lines will be
     * late.
     *
     * @param ends the end offsets, as {@link #endOffsets} has found them
     * @param time all lines up to this time are below them, in milliseconds; {@link PartitionProgress#UNKNOWN} if that is
     *     not known
     * @param allEmitted whether all lines that were read have been emitted
     * @return the times until which partitions have been read, of those that have got on since the last call
     * @throws org.apache.kafka.common.KafkaException if Kafka is unavailable
     */
    Map<TopicPartition, Long> readUntil(Map<TopicPartition, Long> ends, long time, boolean allEmitted) {
        Map<TopicPartition, Long> reached = new HashMap<>();
        ends.forEach((partition, end) -> {
            ReadPosition readPosition = readPositions.get(partition);
            // The last line may be followed by a transaction marker, which the consumer skips.
            long position = allEmitted ? consumer.position(partition, CHECK_TIMEOUT) : 0;
            long until = readPosition.readUntil(position, end, time);
            if (until != PartitionProgress.UNKNOWN) {
                reached.put(partition, until);
            }
        });
        leaderless.longLasting(withoutLeader()).forEach(partition -> reached.put(partition, time));
        return reached;
    }
}
