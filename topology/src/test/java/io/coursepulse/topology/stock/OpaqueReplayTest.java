package io.coursepulse.topology.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.spout.InMemoryKafka;
import java.nio.file.Path;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Storm's opaque state can over-count ({@code KafkaTridentOpaqueSpoutEmitter} of storm-kafka-client 2.8.3 and {@code
 * OpaqueMap} of storm-client 2.8.3). Its spout may emit other lines in a batch's second attempt. A counter of the first
 * attempt that the second does not update keeps the first attempt's addition, and the lines are added again by the
 * later batch that contains them.
 */
class OpaqueReplayTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);
    private static final TopicPartition ONE = new TopicPartition("access-log", 1);

    @TempDir
    private Path folder;

    private record Counts(long java, long spark) {}

    /** One visit of course "java" in partition 0 and one of "spark" in partition 1. */
    private Counts countAfterAttemptWithOtherLines(SpoutImplementation part) throws Exception {
        InMemoryKafka kafka = new InMemoryKafka();
        kafka.append(ZERO, LogLines.visit("java"));
        kafka.append(ONE, LogLines.visit("spark"));
        try (EmbeddedZooKeeper zooKeeper = new EmbeddedZooKeeper(folder);
                TestWorker worker = part.start(kafka, new TestDatabase(), zooKeeper.stormSettings())) {
            BatchSequence batches = new BatchSequence(worker, Spouts.partitions(ZERO, ONE), 1);
            kafka.makeUnavailable(ONE);
            batches.failAttemptAfterCounting();
            kafka.makeUnavailable(ZERO);
            batches.attempt();
            kafka.makeUnavailable();
            batches.attempt();
            batches.attempt();
            return new Counts(worker.stored("java"), worker.stored("spark"));
        }
    }

    @Test
    void stockCountsALineTwice() throws Exception {
        assertThat(countAfterAttemptWithOtherLines(SpoutImplementation.STOCK_OPAQUE))
                .isEqualTo(new Counts(2, 1));
    }

    @Test
    void oursCountsEachLineOnce() throws Exception {
        assertThat(countAfterAttemptWithOtherLines(SpoutImplementation.OURS)).isEqualTo(new Counts(1, 1));
    }
}
