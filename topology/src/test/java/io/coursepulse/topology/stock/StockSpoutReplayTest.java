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
 * {@code KafkaTridentSpoutEmitter#reEmitPartitionBatch} of storm-kafka-client 2.8.3 polls once and accepts a short
 * result: the rest of the batch is silently lost. And a partition without metadata, left by a crash between storing the
 * metadata of one partition and of the next, causes a NullPointerException at every attempt.
 */
class StockSpoutReplayTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);
    private static final TopicPartition ONE = new TopicPartition("access-log", 1);

    @TempDir
    private Path folder;

    private final InMemoryKafka kafka = new InMemoryKafka();
    private final TestDatabase store = new TestDatabase();

    /** Four lines, of which the replay's first poll returns one, followed by a fifth. */
    private long countAfterShortPoll(SpoutImplementation part) throws Exception {
        kafka.append(
                ZERO, LogLines.visit("java"), LogLines.visit("java"), LogLines.visit("java"), LogLines.visit("java"));
        try (EmbeddedZooKeeper zooKeeper = new EmbeddedZooKeeper(folder);
                TestWorker worker = part.start(kafka, store, zooKeeper.stormSettings())) {
            BatchSequence batches = new BatchSequence(worker, Spouts.partitions(ZERO), 1);
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
        assertThat(countAfterShortPoll(SpoutImplementation.STOCK_TRANSACTIONAL)).isEqualTo(2);
    }

    @Test
    void oursPollsUntilTheBatchIsComplete() throws Exception {
        assertThat(countAfterShortPoll(SpoutImplementation.OURS)).isEqualTo(5);
    }

    /** The worker dies after storing partition 0's metadata of batch 1 and before storing partition 1's. */
    private long countAfterCrashBetweenPartitions(SpoutImplementation part) throws Exception {
        kafka.append(ZERO, LogLines.visit("java"));
        kafka.append(ONE, LogLines.visit("java"), LogLines.visit("java"));
        try (EmbeddedZooKeeper zooKeeper = new EmbeddedZooKeeper(folder)) {
            BatchSequence batches;
            try (TestWorker worker = part.start(kafka, store, zooKeeper.stormSettings())) {
                batches = new BatchSequence(worker, Spouts.partitions(ZERO, ONE), 1);
                batches.failAttemptBeforeCounting();
            }
            TransactionalState state =
                    TransactionalState.newUserState(zooKeeper.stormSettings(), Spouts.TRANSACTION_ID);
            state.delete("access-log@1/1");
            state.close();
            try (TestWorker worker = part.start(kafka, store, zooKeeper.stormSettings())) {
                BatchSequence after = batches.continueOn(worker);
                after.attempt();
                after.attempt();
                return worker.stored("java");
            }
        }
    }

    @Test
    void stockFailsOnPartitionWithoutMetadata() {
        assertThatThrownBy(() -> countAfterCrashBetweenPartitions(SpoutImplementation.STOCK_TRANSACTIONAL))
                .isInstanceOf(NullPointerException.class)
                .hasStackTraceContaining("KafkaTridentSpoutEmitter.reEmitPartitionBatch");
    }

    @Test
    void oursReadsItsLinesInNextBatch() throws Exception {
        assertThat(countAfterCrashBetweenPartitions(SpoutImplementation.OURS)).isEqualTo(3);
    }
}
