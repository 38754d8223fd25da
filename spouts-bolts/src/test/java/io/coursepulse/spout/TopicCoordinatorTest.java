package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.blacklist.Blacklists;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.storm.Config;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCoordinatorTest {

    private static final long ID = 5;

    private final FakeTopicLookup kafka = new FakeTopicLookup();
    private final TopicCoordinator coordinator = new TopicCoordinator("access-log", kafka, CoordinatorFixture.ALWAYS);

    /** Two passes of Trident's coordinator over two transactions, of which the second pass may start the first. */
    private boolean starts(long txid) {
        assertThat(coordinator.isReady(txid)).isFalse();
        assertThat(coordinator.isReady(txid + 1)).isFalse();
        return coordinator.isReady(txid);
    }

    /** A lookup with a configurable result. */
    private static final class FakeTopicLookup implements TopicLookup {

        private Optional<Topic> topic = Optional.empty();
        private boolean away;
        private boolean closed;

        @Override
        public Optional<Topic> find() {
            if (away) {
                throw new KafkaException("away");
            }
            return topic;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void topicHas(long id, int partitions) {
        kafka.topic = Optional.of(new TopicLookup.Topic(id, partitions));
    }

    private static List<Map<String, Object>> partitions(long id, int count) {
        return IntStream.range(0, count)
                .<Map<String, Object>>mapToObj(
                        number -> Map.of("topic", "access-log", "partition", number, "topic-id", id))
                .toList();
    }

    private void assertPartitions(long id, int count) {
        assertThat(starts(1)).isTrue();
        assertThat(coordinator.getPartitionsForBatch()).isEqualTo(partitions(id, count));
    }

    @Test
    void notReadyWhileTopicIsMissing() {
        assertThat(starts(1)).isFalse();
        assertThat(starts(1)).isFalse();
        topicHas(ID, 1);
        assertPartitions(ID, 1);
    }

    @Test
    void addedPartitionsAreAppended() {
        topicHas(ID, 2);
        assertPartitions(ID, 2);
        topicHas(ID, 12);
        assertPartitions(ID, 12);
    }

    @Test
    void recreatedTopicHasNewIdAndListNeverShrinks() {
        topicHas(ID, 3);
        assertPartitions(ID, 3);
        kafka.topic = Optional.empty();
        assertPartitions(ID, 3);
        topicHas(ID + 1, 2);
        assertPartitions(ID + 1, 3);
        topicHas(ID + 1, 4);
        assertPartitions(ID + 1, 4);
    }

    @Test
    void notReadyWhileKafkaIsUnavailable() {
        topicHas(ID, 1);
        assertPartitions(ID, 1);
        kafka.away = true;
        assertThat(starts(2)).isFalse();
        kafka.away = false;
        assertPartitions(ID, 1);
    }

    @Test
    void startedBatchFailsWhenKafkaBecomesUnavailable() {
        topicHas(ID, 1);
        assertThat(starts(1)).isTrue();
        kafka.away = true;
        assertThatThrownBy(coordinator::getPartitionsForBatch)
                .isInstanceOf(FailedException.class)
                .isNotInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("access-log")
                .hasRootCauseMessage("away");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(ints = {1, 3, 5})
    void refusesOtherMaxSpoutPending(Integer pending) {
        Map<String, Object> conf = new HashMap<>();
        conf.put(Config.TOPOLOGY_MAX_SPOUT_PENDING, pending);
        ExactKafkaSpout spout = new ExactKafkaSpout(new ExactKafkaSpoutConfig(
                "k1:9092",
                "access-log",
                1,
                1,
                3,
                Duration.ZERO,
                Blacklists.NONE,
                new ExactKafkaSpoutConfig.Rules(7, "the rules of the test"),
                PartitionStart.ZERO,
                () -> null));
        assertThatThrownBy(() -> spout.getCoordinator(conf, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topology.max.spout.pending is " + pending
                        + " but must be 4 for exact counts with 3 batches in flight");
    }

    @Test
    void closesTheLookup() {
        coordinator.close();
        assertThat(kafka.closed).isTrue();
    }
}
