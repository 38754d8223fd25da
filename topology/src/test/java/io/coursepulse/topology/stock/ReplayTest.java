package io.coursepulse.topology.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.spout.InMemoryKafka;
import java.nio.file.Path;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.trident.topology.state.TransactionalState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code KafkaTridentSpoutEmitter#reEmitPartitionBatch} of storm-kafka-client 2.8.3 polls once and accepts a short answer,
 * though the batch goes on behind it: the rest is lost in silence. And a partition without metadata, as a crash leaves
 * behind that comes between the metadata of one partition and that of the next, is a NullPointerException at every attempt.
 */
class ReplayTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);
    private static final TopicPartition ONE = new TopicPartition("access-log", 1);

    @TempDir
    private Path folder;

    private final InMemoryKafka kafka = new InMemoryKafka();
    private final Store store = new Store();

    /** Four lines, of which the replay's first poll gives one, and a fifth behind them. */
    private long countAfterShortPoll(Part part) throws Exception {
        kafka.append(
                ZERO, LogLines.visit("java"), LogLines.visit("java"), LogLines.visit("java"), LogLines.visit("java"));
        try (ZooKeeper zooKeeper = new ZooKeeper(folder);
                Worker worker = part.start(kafka, store, zooKeeper.stormSettings())) {
            Batches batches = new Batches(worker, Spouts.partitions(ZERO), 1);
            batches.failAttemptBeforeCounting();
            kafka.append(ZERO, LogLines.visit("java"));
            kafka.limitNextPoll(1);
            batches.attempt();
            batches.attempt();
            return worker.stored("java");
        }
    }

    @Test
    void stockLosesLinesAfterShortPoll() throws Exception {
        assertThat(countAfterShortPoll(Part.STOCK_TRANSACTIONAL)).isEqualTo(2);
    }

    @Test
    void oursPollsUntilTheBatchIsComplete() throws Exception {
        assertThat(countAfterShortPoll(Part.OURS)).isEqualTo(5);
    }

    /** The worker dies when it has stored partition 0's metadata of batch 1, and not yet partition 1's. */
    private long countAfterCrashBetweenPartitions(Part part) throws Exception {
        kafka.append(ZERO, LogLines.visit("java"));
        kafka.append(ONE, LogLines.visit("java"), LogLines.visit("java"));
        try (ZooKeeper zooKeeper = new ZooKeeper(folder)) {
            Batches batches;
            try (Worker worker = part.start(kafka, store, zooKeeper.stormSettings())) {
                batches = new Batches(worker, Spouts.partitions(ZERO, ONE), 1);
                batches.failAttemptBeforeCounting();
            }
            TransactionalState state =
                    TransactionalState.newUserState(zooKeeper.stormSettings(), Spouts.TRANSACTION_ID);
            state.delete("access-log@1/1");
            state.close();
            try (Worker worker = part.start(kafka, store, zooKeeper.stormSettings())) {
                Batches after = batches.continueOn(worker);
                after.attempt();
                after.attempt();
                return worker.stored("java");
            }
        }
    }

    @Test
    void stockFailsOnPartitionWithoutMetadata() {
        assertThatThrownBy(() -> countAfterCrashBetweenPartitions(Part.STOCK_TRANSACTIONAL))
                .isInstanceOf(NullPointerException.class)
                .hasStackTraceContaining("KafkaTridentSpoutEmitter.reEmitPartitionBatch");
    }

    @Test
    void oursReadsItsLinesInNextBatch() throws Exception {
        assertThat(countAfterCrashBetweenPartitions(Part.OURS)).isEqualTo(3);
    }
}
