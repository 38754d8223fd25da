package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.trident.TopicPartitionSerializer;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.junit.jupiter.api.Test;

class TopicCoordinatorTest {

    private static final TopicPartitionSerializer SERIALIZER = new TopicPartitionSerializer();

    private final Kafka kafka = new Kafka();
    private final TopicCoordinator coordinator = new TopicCoordinator("access-log", kafka);

    /** What Kafka says of the topic's partitions, in the order in which it says it. */
    private static final class Kafka implements IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> {

        private List<Map<String, Object>> partitions = List.of();
        private boolean away;
        private boolean closed;

        @Override
        public List<Map<String, Object>> getPartitionsForBatch() {
            if (away) {
                throw new KafkaException("away");
            }
            return partitions;
        }

        @Override
        public boolean isReady(long txid) {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static List<Map<String, Object>> partitions(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> SERIALIZER.toMap(new TopicPartition("access-log", number)))
                .toList();
    }

    private void assertPartitions(int... numbers) {
        assertThat(coordinator.isReady(1)).isTrue();
        assertThat(coordinator.getPartitionsForBatch()).isEqualTo(partitions(numbers));
    }

    @Test
    void noBatchBeginsWhileTheTopicIsMissing() {
        assertThat(coordinator.isReady(1)).isFalse();
        assertThat(coordinator.isReady(1)).isFalse();
        kafka.partitions = partitions(0);
        assertPartitions(0);
    }

    @Test
    void partitionsStandInTheOrderOfTheirNumbers() {
        kafka.partitions = partitions(10, 2, 0, 1);
        assertPartitions(0, 1, 2, 10);
    }

    @Test
    void partitionsThatAreAddedStandBehindTheOthers() {
        kafka.partitions = partitions(1, 0);
        assertPartitions(0, 1);
        kafka.partitions = partitions(3, 0, 2, 1);
        assertPartitions(0, 1, 2, 3);
    }

    @Test
    void theListNeverGetsShorter() {
        kafka.partitions = partitions(0, 1, 2);
        assertPartitions(0, 1, 2);
        for (int[] left : new int[][] {{}, {0}, {0, 2}, {3, 4, 5, 6}}) {
            kafka.partitions = partitions(left);
            assertPartitions(0, 1, 2);
        }
        kafka.partitions = partitions(0, 1, 2, 3);
        assertPartitions(0, 1, 2, 3);
    }

    @Test
    void noBatchBeginsWhileKafkaIsAway() {
        kafka.partitions = partitions(0);
        assertPartitions(0);
        kafka.away = true;
        assertThat(coordinator.isReady(2)).isFalse();
        kafka.away = false;
        assertPartitions(0);
    }

    @Test
    void aBatchThatHasBegunFailsWhenKafkaGoesAway() {
        kafka.partitions = partitions(0);
        assertThat(coordinator.isReady(1)).isTrue();
        kafka.away = true;
        assertThatThrownBy(coordinator::getPartitionsForBatch)
                .isInstanceOf(FailedException.class)
                .isNotInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("access-log")
                .hasRootCauseMessage("away");
    }

    @Test
    void closesWhatAsksKafka() {
        coordinator.close();
        assertThat(kafka.closed).isTrue();
    }
}
