package io.coursepulse.topology.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.config.Settings;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.spout.OffsetRange;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.LedgerEntry;
import io.coursepulse.store.MemoryStore;
import io.coursepulse.store.StampedValue;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.audit.TransactionState.Content;
import io.coursepulse.topology.stock.EmbeddedZooKeeper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionStateRecoveryTest {

    private static final long RULES = 77;
    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);
    private static final TopicPartition ONE = new TopicPartition("access-log", 1);
    private static final PipelineConfig PIPELINE = Settings.parse(
            """
            kafka.bootstrap-servers = "k1:9092"
            store.hbase.quorum = "z1:2181"
            """,
            PipelineConfig::of);

    @TempDir
    private Path folder;

    private final MemoryStore store = new MemoryStore();
    private final Ledger ledger = new Ledger(store, List.of("counted"));
    private final Map<TopicPartition, TopicReader.Offsets> kafka =
            new HashMap<>(Map.of(ZERO, new TopicReader.Offsets(0, 1_000)));
    private EmbeddedZooKeeper zooKeeper;
    private TransactionState state;

    @BeforeEach
    void start() throws Exception {
        zooKeeper = new EmbeddedZooKeeper(folder);
        state = new TransactionState(zooKeeper.stormSettings(), "counts");
    }

    @AfterEach
    void stop() {
        state.close();
        zooKeeper.close();
    }

    private void ledgerHas(long txid, TopicPartition partition, long from, long to) {
        Map<String, Long> outcomes = from == to ? Map.of() : Map.of("counted", to - from);
        ledger.write(
                txid,
                List.of(new LedgerEntry(
                        partition.toString(), 7, true, from, to, 0, RULES, 1, Map.of(), outcomes, Map.of())));
    }

    private void counterHas(long txid) {
        store.write(Map.of(CellKey.counter(Dimension.REGION.table(), "20171111_US_112"), new StampedValue(1, txid)));
    }

    private static OffsetRange range(long from, long to, long txid) {
        return new OffsetRange(from, to, 0, RULES, txid, false);
    }

    private List<String> recover(boolean storeRestored) {
        return new TransactionStateRecovery(PIPELINE, store, state, storeRestored, () -> Map.copyOf(kafka)).run();
    }

    private void assertRefused(String... parts) {
        Content before = state.read();
        var thrown = assertThatThrownBy(() -> recover(false)).isInstanceOf(AuditException.class);
        for (String part : parts) {
            thrown.hasMessageContaining(part);
        }
        assertThat(state.read()).isEqualTo(before);
    }

    @Test
    void rebuildsLostState() {
        ledgerHas(5, ZERO, 10, 20);
        counterHas(5);
        assertThat(recover(false)).last().asString().contains("Rebuilt the transaction state");
        assertThat(state.read()).isEqualTo(new Content(5, Map.of(ZERO, range(10, 20, 5))));
        assertThat(recover(false)).last().asString().contains("already matches");
    }

    @Test
    void rebuildsOlderState() {
        ledgerHas(5, ZERO, 10, 20);
        state.replace(new Content(4, Map.of(ZERO, range(0, 10, 4))));
        recover(false);
        assertThat(state.read()).isEqualTo(new Content(5, Map.of(ZERO, range(10, 20, 5))));
    }

    /** The topology was killed between storing a batch's metadata and writing the ledger. */
    @Test
    void batchInProgressIsNotAhead() {
        ledgerHas(5, ZERO, 10, 20);
        state.replace(new Content(6, Map.of(ZERO, range(20, 30, 6))));
        recover(false);
        assertThat(state.read()).isEqualTo(new Content(5, Map.of(ZERO, range(10, 20, 5))));
    }

    @Test
    void emptyCommittedBatchesAreNotAhead() {
        ledgerHas(5, ZERO, 10, 20);
        state.replace(new Content(9, Map.of(ZERO, range(20, 20, 8))));
        recover(false);
        assertThat(state.read().txid()).isEqualTo(5);
    }

    /** Batch 6 starts where the ledger ends, so that its start does not show that the ledger has lost it. */
    @Test
    void refusesWhenLedgerHasLostTheLastCommittedBatch() {
        ledgerHas(5, ZERO, 10, 20);
        state.replace(new Content(7, Map.of(ZERO, range(20, 30, 6))));
        assertRefused(
                "ahead of the ledger",
                "committed batch 6 has offsets [20, 30) of access-log-0",
                "offset 20 (batch 5)",
                "--store-restored");
    }

    @Test
    void refusesWhenLedgerHasLostSeveralBatches() {
        ledgerHas(5, ZERO, 10, 20);
        state.replace(new Content(9, Map.of(ZERO, range(40, 40, 8))));
        assertRefused("ahead of the ledger", "[40, 40)", "offset 20 (batch 5)");
    }

    @Test
    void refusesWhenLedgerHasLostAPartition() {
        ledgerHas(5, ZERO, 10, 20);
        kafka.put(ONE, new TopicReader.Offsets(0, 50));
        state.replace(new Content(6, Map.of(ZERO, range(10, 20, 5), ONE, range(50, 50, 5))));
        assertRefused("[50, 50) of access-log-1", "has no entry for this partition");
    }

    @Test
    void refusesWhenLedgerWasEmptied() {
        state.replace(new Content(7, Map.of(ZERO, range(20, 30, 6))));
        assertRefused("ahead of the ledger", "has no entry for this partition");
    }

    @Test
    void refusesPositionsOfCountersAheadOfTheLedger() {
        ledgerHas(5, ZERO, 10, 20);
        store.write(Map.of(CounterShards.cell(3), new StampedValue(1, 6)));
        assertRefused("table counter_shards is at batch 6, the ledger at batch 5", "from one backup");
    }

    @Test
    void uncountedPartitionStartsAtOffsetZero() {
        ledgerHas(5, ZERO, 10, 20);
        kafka.put(ONE, new TopicReader.Offsets(0, 50));
        recover(false);
        assertThat(state.read().ranges()).containsEntry(ONE, new OffsetRange(0, 0, 0, 0, 5, true));
    }

    @Test
    void refusesUncountedPartitionWhoseFirstLinesHaveExpired() {
        ledgerHas(5, ZERO, 10, 20);
        kafka.put(ONE, new TopicReader.Offsets(30, 50));
        assertRefused("access-log-1 was never counted", "from offset 0 to 30", "counts.start = earliest");
    }

    /** It was empty when counting started there, with counts.start = earliest. */
    @Test
    void uncountedPartitionStartsWhereItsBatchesDo() {
        ledgerHas(5, ZERO, 10, 20);
        kafka.put(ONE, new TopicReader.Offsets(30, 50));
        state.replace(new Content(4, Map.of(ZERO, range(0, 10, 4), ONE, range(30, 30, 4))));
        recover(false);
        assertThat(state.read().ranges()).containsEntry(ONE, new OffsetRange(30, 30, 0, 0, 5, true));
    }

    /** The transaction state is lost as well, so that only the counters know. */
    @Test
    void refusesWhenACounterIsAhead() {
        ledgerHas(5, ZERO, 10, 20);
        counterHas(6);
        assertRefused(
                "counters are ahead of the ledger",
                "course_region_clickcount/20171111_US_112",
                "a batch after 5",
                "Restore all tables from one backup");
    }

    @Test
    void continuesFromAnOlderBackupOnRequest() {
        ledgerHas(5, ZERO, 10, 20);
        counterHas(5);
        state.replace(new Content(91, Map.of(ZERO, range(300, 310, 90))));
        assertRefused("--store-restored");
        recover(true);
        assertThat(state.read()).isEqualTo(new Content(5, Map.of(ZERO, range(10, 20, 5))));
        assertThat(recover(false)).last().asString().contains("already matches");
    }

    @Test
    void refusesInconsistentBackupEvenOnRequest() {
        ledgerHas(5, ZERO, 10, 20);
        counterHas(6);
        assertThatThrownBy(() -> recover(true))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("counters are ahead of the ledger");
    }
}
