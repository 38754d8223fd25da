package io.coursepulse.topology.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.spout.InMemoryKafka;
import java.nio.file.Path;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Storm's opaque state can over-count ({@code KafkaTridentOpaqueSpoutEmitter} of storm-kafka-client 2.8.3 and
 * {@code OpaqueMap} of storm-client 2.8.3). Its spout may take other lines into a batch's second attempt. A counter of
 * the first attempt that the second does not touch keeps what the first has added, and the lines are added again by the
 * batch that they come in later.
 */
class OpaqueReplayTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);
    private static final TopicPartition ONE = new TopicPartition("access-log", 1);

    @TempDir
    private Path folder;

    private record Counts(long java, long spark) {}

    /** One visit of course "java" in partition 0 and one of "spark" in partition 1. */
    private Counts countAfterAttemptWithOtherLines(Part part) throws Exception {
        InMemoryKafka kafka = new InMemoryKafka();
        kafka.append(ZERO, LogLines.visit("java"));
        kafka.append(ONE, LogLines.visit("spark"));
        try (ZooKeeper zooKeeper = new ZooKeeper(folder);
                Worker worker = part.start(kafka, new Store(), zooKeeper.stormSettings())) {
            Batches batches = new Batches(worker, Spouts.partitions(ZERO, ONE), 1);
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
        assertThat(countAfterAttemptWithOtherLines(Part.STOCK_OPAQUE)).isEqualTo(new Counts(2, 1));
    }

    @Test
    void oursCountsEachLineOnce() throws Exception {
        assertThat(countAfterAttemptWithOtherLines(Part.OURS)).isEqualTo(new Counts(1, 1));
    }
}
