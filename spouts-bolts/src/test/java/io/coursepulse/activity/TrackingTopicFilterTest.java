package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.spout.SingleTaskContext;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.storm.kafka.spout.KafkaSpoutMessageId;
import org.apache.storm.task.TopologyContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Start offsets in two partitions of a hundred lines, of which the last forty are recent; and until when
 * partitions have been read.
 */
class TrackingTopicFilterTest {

    private static final String TOPIC = "access-log";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
    private static final Set<TopicPartition> BOTH = Set.of(FIRST, SECOND);
    private static final Node NODE = new Node(1, "k", 1);
    private static final TopologyContext CONTEXT = SingleTaskContext.context();

    private final Map<TopicPartition, Long> recent = new HashMap<>(Map.of(FIRST, 60L, SECOND, 60L));

    private final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();

    private Set<TopicPartition> unanswerable = Set.of();

    private void answer(Collection<TopicPartition> partitions) {
        if (!Collections.disjoint(partitions, unanswerable)) {
            throw new TimeoutException("no leader");
        }
    }

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            answer(times.keySet());
            Map<TopicPartition, OffsetAndTimestamp> offsets = new HashMap<>();
            times.forEach((partition, time) -> offsets.put(
                    partition,
                    recent.containsKey(partition) ? new OffsetAndTimestamp(recent.get(partition), time) : null));
            return offsets;
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            answer(partitions);
            return super.endOffsets(partitions);
        }

        // The mock's own implementation drops commits of partitions that are not assigned.
        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            commits.putAll(offsets);
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            return Map.copyOf(commits);
        }
    };

    @BeforeEach
    void setUpPartitions() {
        leaderOfSecond(NODE);
        consumer.updateBeginningOffsets(Map.of(FIRST, 10L, SECOND, 10L));
        consumer.updateEndOffsets(Map.of(FIRST, 100L, SECOND, 100L));
    }

    /** Kafka does not answer a request for a partition without a leader. */
    private void leaderOfSecond(Node leader) {
        consumer.updatePartitions(
                TOPIC,
                List.of(
                        new PartitionInfo(TOPIC, 0, NODE, new Node[0], new Node[0]),
                        new PartitionInfo(TOPIC, 1, leader, new Node[0], new Node[0])));
        unanswerable = leader == null ? Set.of(SECOND) : Set.of();
    }

    private TrackingTopicFilter create(int catchUp, boolean rewindOnStart) {
        TrackingTopicFilter topic = new TrackingTopicFilter(
                new RecentLinesConfig(
                        "k:1", TOPIC, "group", Duration.ofMinutes(20), catchUp, Duration.ofSeconds(5), rewindOnStart),
                Duration.ZERO);
        topic.open(Map.of(), CONTEXT);
        return topic;
    }

    private TrackingTopicFilter open(int catchUp, boolean rewindOnStart) {
        TrackingTopicFilter topic = create(catchUp, rewindOnStart);
        assertThat(topic.getAllSubscribedPartitions((Consumer<?, ?>) consumer)).isEqualTo(BOTH);
        assertThat(topic.getPartitionsForThisTask(List.of(FIRST, SECOND), CONTEXT))
                .isEqualTo(BOTH);
        return topic;
    }

    private Map<TopicPartition, Long> starts() {
        Map<TopicPartition, Long> starts = new HashMap<>();
        commits.forEach((partition, commit) -> starts.put(partition, commit.offset()));
        return starts;
    }

    private void commit(long offset, String topology) {
        OffsetAndMetadata commit = new OffsetAndMetadata(offset, "{\"topologyId\":\"" + topology + "\"}");
        consumer.commitSync(Map.of(FIRST, commit, SECOND, commit));
    }

    @Test
    void startsAtTheLookback() {
        open(1_000, true);
        assertThat(starts()).isEqualTo(Map.of(FIRST, 60L, SECOND, 60L));
    }

    @Test
    void startIsLimitedByMaxCatchUpLines() {
        open(50, true);
        assertThat(starts()).isEqualTo(Map.of(FIRST, 75L, SECOND, 75L));
    }

    @Test
    void startsAtTheEndOfPartitionsWithoutRecentLines() {
        recent.remove(SECOND);
        open(1_000, true);
        assertThat(starts()).isEqualTo(Map.of(FIRST, 60L, SECOND, 100L));
    }

    @Test
    void ignoresCommitsOfOtherTopologies() {
        commit(20, "counts-7-7");
        open(1_000, false);
        assertThat(starts()).isEqualTo(Map.of(FIRST, 60L, SECOND, 60L));
    }

    @Test
    void neverSkipsUncommittedLines() {
        commit(30, CONTEXT.getStormId());
        open(1_000, true);
        assertThat(starts()).isEqualTo(Map.of(FIRST, 30L, SECOND, 30L));
    }

    /** Downstream tasks may still be running and have counted the lines before that. */
    @Test
    void resumesFromCommitUnlessRewinding() {
        commit(80, CONTEXT.getStormId());
        open(1_000, false);
        assertThat(starts()).isEqualTo(Map.of(FIRST, 80L, SECOND, 80L));
        open(1_000, true);
        assertThat(starts()).isEqualTo(Map.of(FIRST, 60L, SECOND, 60L));
    }

    private TrackingTopicFilter reading(long first, long second) {
        TrackingTopicFilter topic = open(1_000, true);
        consumer.assign(BOTH);
        consumer.seek(FIRST, first);
        consumer.seek(SECOND, second);
        topic.onPartitionsReassigned(BOTH);
        return topic;
    }

    /** A check at {@code time}. */
    private static Map<TopicPartition, Long> check(TrackingTopicFilter topic, long time, boolean allEmitted) {
        return topic.readUntil(topic.endOffsets(), time, allEmitted);
    }

    @Test
    void partitionIsReadUntilACheckAfterItsLastLineIsEmitted() {
        TrackingTopicFilter topic = reading(60, 100);

        assertThat(check(topic, 1_000, false)).isEqualTo(Map.of(SECOND, 1_000L));
        topic.onEmit(List.of(), new KafkaSpoutMessageId(FIRST, 98));
        assertThat(check(topic, 2_000, false)).isEqualTo(Map.of(SECOND, 2_000L));
        topic.onEmit(List.of(), new KafkaSpoutMessageId(FIRST, 99));
        assertThat(check(topic, 3_000, false)).isEqualTo(Map.of(FIRST, 3_000L, SECOND, 3_000L));
        assertThat(check(topic, 4_000, false)).isEqualTo(Map.of(FIRST, 4_000L, SECOND, 4_000L));
        assertThat(topic.emitted()).isEqualTo(2);
    }

    /** New lines arrive before every check, so that the end offset of the check is never reached at once. */
    @Test
    void busyPartitionIsReadUntilTheCheckBefore() {
        TrackingTopicFilter topic = reading(100, 100);
        for (long second = 1; second <= 10; second++) {
            topic.onEmit(List.of(), new KafkaSpoutMessageId(FIRST, 99 + second - 1));
            consumer.updateEndOffsets(Map.of(FIRST, 100 + second));
            assertThat(check(topic, second * 1_000, false).get(FIRST))
                    .isEqualTo(second == 1 ? null : (Long) ((second - 1) * 1_000));
        }
    }

    /**
     * The position is past the lines, but some may not be emitted yet; if all are, the remaining offsets have no lines.
     */
    @Test
    void transactionMarkersAreNotWaitedFor() {
        TrackingTopicFilter topic = reading(60, 60);
        consumer.seek(FIRST, 100);

        assertThat(check(topic, 1_000, false)).isEmpty();
        assertThat(check(topic, 2_000, true)).isEqualTo(Map.of(FIRST, 2_000L));
    }

    /** Its time goes on with the clock: nobody can write to it. When it is back, its lines are read from where it stopped. */
    @Test
    void partitionThatLosesItsLeaderDoesNotStopTheOthers() {
        TrackingTopicFilter topic = reading(100, 90);
        leaderOfSecond(null);

        assertThat(check(topic, 1_000, false)).containsEntry(FIRST, 1_000L);
        assertThat(check(topic, 2_000, false)).isEqualTo(Map.of(FIRST, 2_000L, SECOND, 2_000L));
        leaderOfSecond(NODE);
        assertThat(check(topic, 3_000, false)).isEqualTo(Map.of(FIRST, 3_000L));
    }

    @Test
    void partitionWithoutLeaderAtTheStartIsReadWhenItHasOne() {
        leaderOfSecond(null);
        TrackingTopicFilter topic = create(1_000, true);
        topic.getAllSubscribedPartitions((Consumer<?, ?>) consumer);

        assertThat(topic.getPartitionsForThisTask(List.of(FIRST, SECOND), CONTEXT))
                .containsExactly(FIRST);
        assertThat(topic.assigned()).isEqualTo(BOTH);
        assertThat(starts()).isEqualTo(Map.of(FIRST, 60L));
        leaderOfSecond(NODE);
        assertThat(topic.getPartitionsForThisTask(List.of(FIRST, SECOND), CONTEXT))
                .isEqualTo(BOTH);
        assertThat(starts()).isEqualTo(Map.of(FIRST, 60L, SECOND, 60L));
    }

    @Test
    void checkDuringAnOutageSaysNothing() {
        TrackingTopicFilter topic = reading(100, 100);

        assertThat(check(topic, PartitionProgress.UNKNOWN, false)).isEmpty();
        assertThat(check(topic, 1_000, false)).isEqualTo(Map.of(FIRST, 1_000L, SECOND, 1_000L));
    }
}
