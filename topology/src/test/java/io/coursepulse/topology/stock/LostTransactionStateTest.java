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
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When the transaction state in ZooKeeper is lost, txids start at 1 again ({@code MasterBatchCoordinator} of storm-client
 * 2.8.3), and the spout at the first line. {@code TransactionalMap} looks only whether the stored txid is the batch's own:
 * wherever it is not, the lines are added a second time in silence; where it happens to be, new lines are not added.
 */
class LostTransactionStateTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);

    @TempDir
    private Path folder;

    private final InMemoryKafka kafka = new InMemoryKafka();
    private final Store store = new Store();
    private ZooKeeper empty;

    @AfterEach
    void stopZooKeeper() {
        empty.close();
    }

    /** Two batches of a line each, and then another ZooKeeper, which knows nothing. */
    private void countTwoLinesAndLoseState(Part part) throws Exception {
        try (ZooKeeper lost = new ZooKeeper(Files.createDirectory(folder.resolve("lost")));
                Worker worker = part.start(kafka, store, lost.stormSettings())) {
            Batches batches = new Batches(worker, Spouts.partitions(ZERO), 1);
            kafka.append(ZERO, LogLines.visit("java"));
            batches.attempt();
            kafka.append(ZERO, LogLines.visit("java"));
            batches.attempt();
            assertThat(worker.stored("java")).isEqualTo(2);
        }
        empty = new ZooKeeper(Files.createDirectory(folder.resolve("empty")));
    }

    private static void firstBatch(Worker worker) {
        TransactionAttempt attempt = new TransactionAttempt(1L, 0);
        worker.emit(attempt, Spouts.partitions(ZERO));
        worker.commit(attempt);
    }

    @Test
    void stockCountsEverythingAgain() throws Exception {
        countTwoLinesAndLoseState(Part.STOCK_TRANSACTIONAL);
        try (Worker worker = Part.STOCK_TRANSACTIONAL.start(kafka, store, empty.stormSettings())) {
            firstBatch(worker);
            assertThat(worker.stored("java")).isEqualTo(4);
        }
    }

    @Test
    void oursRefusesToStart() throws Exception {
        countTwoLinesAndLoseState(Part.OURS);
        try (Worker worker = Part.OURS.start(kafka, store, empty.stormSettings())) {
            assertThatThrownBy(() -> firstBatch(worker))
                    .isInstanceOf(ReportedFailedException.class)
                    .hasMessageContaining("does not agree with the ledger");
            assertThat(worker.stored("java")).isEqualTo(2);
        }
    }

    /** Were the spout not to look, the ledger would refuse. */
    @Test
    void ourLedgerRefusesToo() throws Exception {
        countTwoLinesAndLoseState(Part.OURS);
        try (Worker worker = new OurWorker(kafka, store, empty.stormSettings(), EmptyLedgerReader::new)) {
            assertThatThrownBy(() -> firstBatch(worker))
                    .isInstanceOf(StoreException.Refused.class)
                    .hasMessageContaining("the ledger stands at offset 2 since batch 2");
            assertThat(worker.stored("java")).isEqualTo(2);
        }
    }

    /** Were there no ledger, the counters would refuse. */
    @Test
    void ourCountersRefuseToo() throws Exception {
        countTwoLinesAndLoseState(Part.OURS);
        CellKey java = Store.key("java");
        assertThatThrownBy(() -> new ExactCounters(store.ours(), 10).add(1, Map.of(java, 2L)))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("batch 2 is in it already");
        assertThat(store.ours("java")).isEqualTo(2);
    }

    /** An account that has heard of nothing. */
    private static final class EmptyLedgerReader implements LedgerReader {
        @Override
        public Optional<Position> position(String partition) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
