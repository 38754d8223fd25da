package io.coursepulse.topology.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.spout.InMemoryKafka;
import io.coursepulse.spout.LedgerReader;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.ExactCounters;
import io.coursepulse.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When the transaction state in ZooKeeper is lost, txids start at 1 again ({@code MasterBatchCoordinator} of
 * storm-client 2.8.3), and the spout at the first line. {@code TransactionalMap} only checks whether the stored txid is
 * the batch's own: where it is not, the lines are silently added a second time; where it happens to be, new lines are
 * not added.
 */
class LostTransactionStateTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);

    @TempDir
    private Path folder;

    private final InMemoryKafka kafka = new InMemoryKafka();
    private final TestDatabase store = new TestDatabase();
    private EmbeddedZooKeeper empty;

    @AfterEach
    void stopZooKeeper() {
        empty.close();
    }

    /** Counts two batches of one line each, then switches to an empty EmbeddedZooKeeper. */
    private void countTwoLinesAndLoseState(SpoutImplementation part) throws Exception {
        try (EmbeddedZooKeeper lost = new EmbeddedZooKeeper(Files.createDirectory(folder.resolve("lost")));
                TestWorker worker = part.start(kafka, store, lost.stormSettings())) {
            BatchSequence batches = new BatchSequence(worker, Spouts.partitions(ZERO), 1);
            kafka.append(ZERO, LogLines.visit("java"));
            batches.attempt();
            kafka.append(ZERO, LogLines.visit("java"));
            batches.attempt();
            assertThat(worker.stored("java")).isEqualTo(2);
        }
        empty = new EmbeddedZooKeeper(Files.createDirectory(folder.resolve("empty")));
    }

    private static void firstBatch(TestWorker worker) {
        TransactionAttempt attempt = new TransactionAttempt(1L, 0);
        worker.emit(attempt, Spouts.partitions(ZERO));
        worker.commit(attempt);
    }

    @Test
    void stockCountsEverythingAgain() throws Exception {
        countTwoLinesAndLoseState(SpoutImplementation.STOCK_TRANSACTIONAL);
        try (TestWorker worker = SpoutImplementation.STOCK_TRANSACTIONAL.start(kafka, store, empty.stormSettings())) {
            firstBatch(worker);
            assertThat(worker.stored("java")).isEqualTo(4);
        }
    }

    /** Far behind the ledger ours refuses to count, and asks for {@code recover}: LedgerCheckTest. */
    @Test
    void oursGoesOnWithTheFirstUncountedLine() throws Exception {
        countTwoLinesAndLoseState(SpoutImplementation.OURS);
        kafka.append(ZERO, LogLines.visit("java"));
        try (TestWorker worker = SpoutImplementation.OURS.start(kafka, store, empty.stormSettings())) {
            BatchSequence batches = new BatchSequence(worker, Spouts.partitions(ZERO), 1);
            batches.attempt();
            batches.attempt();
            assertThat(worker.stored("java")).isEqualTo(2);
            batches.attempt();
            assertThat(worker.stored("java")).isEqualTo(3);
        }
    }

    /** Without the spout's check the ledger refuses. */
    @Test
    void ourLedgerRefusesToo() throws Exception {
        countTwoLinesAndLoseState(SpoutImplementation.OURS);
        try (TestWorker worker = new OurWorker(kafka, store, empty.stormSettings(), EmptyLedgerReader::new)) {
            assertThatThrownBy(() -> firstBatch(worker))
                    .isInstanceOf(StoreException.Refused.class)
                    .hasMessageContaining("the ledger is at offset 2 (batch 2)");
            assertThat(worker.stored("java")).isEqualTo(2);
        }
    }

    /** Without the ledger the counters refuse. */
    @Test
    void ourCountersRefuseToo() throws Exception {
        countTwoLinesAndLoseState(SpoutImplementation.OURS);
        CellKey java = TestDatabase.key("java");
        assertThatThrownBy(() -> new ExactCounters(store.ours(), 10).add(1, Map.of(java, 2L)))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("batch 2 has already been added to it");
        assertThat(store.ours("java")).isEqualTo(2);
    }

    /** A ledger reader without any position. */
    private static final class EmptyLedgerReader implements LedgerReader {
        @Override
        public Map<String, Position> positions(Collection<String> partitions) {
            return Map.of();
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
