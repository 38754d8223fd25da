package io.coursepulse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.FaultyStore.Fault;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final String ZERO = "access-log-0";
    private static final long BLACKLIST = 4;
    private static final long TOPIC = -77;
    private static final long RULES = 5_000_000_000L;
    private static final long DIGEST = -1_234_567_890_123L;

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore store = new FaultyStore(memory, new Random(1));
    private final Ledger ledger = new Ledger(store, List.of("counted", "other_page"));

    private static LedgerEntry entry(String partition, long from, long to) {
        return new LedgerEntry(
                partition,
                TOPIC,
                true,
                from,
                to,
                BLACKLIST,
                RULES,
                DIGEST,
                Map.of(),
                from == to ? Map.of() : Map.of("counted", to - from),
                Map.of());
    }

    private void write(long txid, long from, long to) {
        write(txid, List.of(entry(ZERO, from, to)));
    }

    private void write(long txid, List<LedgerEntry> entries) {
        countersHave(txid - 1);
        ledger.write(txid, entries);
    }

    /** All counters have the batches up to this one. */
    private void countersHave(long txid) {
        CounterShards.all().forEach(shard -> memory.cells()
                .merge(
                        CounterShards.cell(shard),
                        new StampedValue(0, txid),
                        (before, now) -> before.txid() < now.txid() ? now : before));
    }

    private void assertRefused(long txid, long from, long to) {
        countersHave(txid - 1);
        Map<CellKey, StampedValue> before = Map.copyOf(memory.cells());
        assertThatThrownBy(() -> write(txid, from, to))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("Batch " + txid)
                .hasMessageContaining("offsets " + from + " to " + to + " of " + ZERO)
                .hasMessageContaining("ledger is at offset 15 (batch 5)")
                .hasMessageContaining("Nothing of this batch was counted");
        assertThat(memory.cells()).isEqualTo(before);
    }

    @Test
    void recordsOffsetsAndOutcomesPerPartition() {
        write(
                2,
                List.of(new LedgerEntry(
                        ZERO,
                        TOPIC,
                        true,
                        7,
                        10,
                        BLACKLIST,
                        RULES,
                        DIGEST,
                        Map.of(),
                        Map.of("counted", 2L, "other_page", 1L),
                        Map.of())));
        write(5, List.of(entry(ZERO, 10, 15), entry("access-log-1", 0, 1)));
        assertThat(store.ledger().get(ZERO))
                .containsOnly(
                        Map.entry("first_offset", new StampedValue(7, 2)),
                        Map.entry("next_offset", new StampedValue(15, 5)),
                        Map.entry("batch", new StampedValue(5, 5)),
                        Map.entry("batch_offset", new StampedValue(10, 5)),
                        Map.entry("topic_id", new StampedValue(TOPIC, 2)),
                        Map.entry("blacklist_version", new StampedValue(BLACKLIST, 5)),
                        Map.entry("blacklist_since_4", new StampedValue(7, 2)),
                        Map.entry("rules", new StampedValue(RULES, 5)),
                        Map.entry("rules_since_5000000000", new StampedValue(7, 2)),
                        Map.entry("batch_digest", new StampedValue(DIGEST, 5)),
                        Map.entry("days_since", new StampedValue(7, 2)),
                        Map.entry("counted", new StampedValue(7, 5)),
                        Map.entry("other_page", new StampedValue(1, 2)),
                        Map.entry("with_engine", new StampedValue(0, 5)),
                        Map.entry("with_keyword", new StampedValue(0, 5)));
        assertThat(store.ledger().get("access-log-1"))
                .containsOnly(
                        Map.entry("first_offset", new StampedValue(0, 5)),
                        Map.entry("next_offset", new StampedValue(1, 5)),
                        Map.entry("batch", new StampedValue(5, 5)),
                        Map.entry("batch_offset", new StampedValue(0, 5)),
                        Map.entry("topic_id", new StampedValue(TOPIC, 5)),
                        Map.entry("blacklist_version", new StampedValue(BLACKLIST, 5)),
                        Map.entry("blacklist_since_4", new StampedValue(0, 5)),
                        Map.entry("rules", new StampedValue(RULES, 5)),
                        Map.entry("rules_since_5000000000", new StampedValue(0, 5)),
                        Map.entry("batch_digest", new StampedValue(DIGEST, 5)),
                        Map.entry("days_since", new StampedValue(0, 5)),
                        Map.entry("counted", new StampedValue(1, 5)),
                        Map.entry("with_engine", new StampedValue(0, 5)),
                        Map.entry("with_keyword", new StampedValue(0, 5)));
    }

    private void writeVisits(long txid, long from, long to, Map<Dimension, Long> visits) {
        write(
                txid,
                List.of(new LedgerEntry(
                        ZERO,
                        TOPIC,
                        true,
                        from,
                        to,
                        BLACKLIST,
                        RULES,
                        DIGEST,
                        Map.of(),
                        Map.of("counted", to - from),
                        visits)));
    }

    @Test
    void sumsVisitsOfDimensionsThatCountSome() {
        writeVisits(1, 0, 4, Map.of(Dimension.SEARCH, 3L, Dimension.KEYWORD, 1L));
        writeVisits(2, 4, 5, Map.of());
        writeVisits(3, 5, 7, Map.of(Dimension.SEARCH, 2L));
        writeVisits(3, 5, 7, Map.of(Dimension.SEARCH, 2L));
        LedgerRow row = LedgerRow.of(store.ledger().get(ZERO)).orElseThrow();
        assertThat(row.visits()).containsOnly(Map.entry(Dimension.SEARCH, 5L), Map.entry(Dimension.KEYWORD, 1L));
        assertThat(row.outcomes()).containsOnly(Map.entry("counted", 7L));
    }

    /** It could not include the visits before. */
    @Test
    void rowOfEarlierVersionNeverGetsTheNumberOfVisits() {
        writeVisits(1, 0, 4, Map.of(Dimension.SEARCH, 3L));
        memory.cells().remove(new CellKey(Ledger.TABLE, ZERO, "with_engine"));
        writeVisits(2, 4, 5, Map.of(Dimension.SEARCH, 1L));
        assertThat(LedgerRow.of(store.ledger().get(ZERO)).orElseThrow().visits())
                .containsOnlyKeys(Dimension.KEYWORD);
    }

    @Test
    void rejectsOutcomeNamedLikeAnotherColumn() {
        for (String name : List.of("next_offset", "with_engine", "with_anything", "blacklist_since_4")) {
            assertThatThrownBy(() -> new Ledger(memory, List.of("counted", name)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void recordsBlacklistVersionByOffset() {
        assertBlacklistByOffset(
                new long[][] {{1, 5, 8, 0}, {2, 8, 12, 0}, {3, 12, 15, 3}, {4, 15, 16, 3}, {5, 16, 20, 4}});
    }

    @Test
    void recordsBlacklistVersionThatComesBack() {
        assertBlacklistByOffset(new long[][] {
            {1, 0, 4, 57}, {2, 4, 6, 57}, {3, 6, 9, 0}, {4, 9, 11, 57}, {5, 11, 12, 0}, {6, 12, 20, 57}
        });
        assertThat(store.ledger().get(ZERO))
                .containsEntry("blacklist_since_57", new StampedValue(0, 1))
                .containsEntry("blacklist_since_57_9", new StampedValue(9, 4));
    }

    /** Two coordinators in the first batches of a new store: Trident takes the first for committed. */
    @Test
    void secondBatchOfANewStoreNeedsTheFirstInAllCounters() {
        ledger.write(1, List.of(entry(ZERO, 0, 1)));
        assertThatThrownBy(() -> ledger.write(2, List.of(entry(ZERO, 1, 2))))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("the counters of shard 0 have no batch");
        countersHave(1);
        ledger.write(2, List.of(entry(ZERO, 1, 2)));
    }

    /** Two workers have the same batch; the one that was cut off has not seen the lines. The offset stays the same. */
    @Test
    void batchWithoutLinesOfAnotherWorkerIsNotOverwritten() {
        write(3, 0, 1);
        Ledger other = new Ledger(memory, List.of("counted"));
        Ledger late = new Ledger(
                new FaultyStore(memory, new Random(1)) {
                    @Override
                    public boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values) {
                        countersHave(3);
                        other.write(4, List.of(entry(ZERO, 1, 1)));
                        return super.writeIf(cell, expected, values);
                    }
                },
                List.of("counted"));
        countersHave(3);
        assertThatThrownBy(() -> late.write(4, List.of(entry(ZERO, 1, 5))))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("concurrent attempt of batch 4");
        LedgerRow row = LedgerRow.of(store.ledger().get(ZERO)).orElseThrow();
        assertThat(row.batchOffset()).isEqualTo(1);
        assertThat(row.nextOffset()).isEqualTo(1);
    }

    /** A replay whose metadata was lost has the current version, and no lines; the next batch was read before. */
    @Test
    void recordsBlacklistVersionAfterABatchWithoutLinesThatHadAnother() {
        assertBlacklistByOffset(new long[][] {{1, 0, 4, 2}, {2, 4, 4, 3}, {3, 4, 6, 2}});
        assertBlacklistByOffset(new long[][] {{4, 6, 6, 2}, {5, 6, 6, 3}, {6, 6, 9, 0}});
    }

    @Test
    void digestOfOffsetsDoesNotDependOnPartitionsWithoutLines() {
        assertThat(entry(ZERO, 5, 5).offsetsDigest()).isZero();
        assertThat(entry(ZERO, 5, 6).offsetsDigest())
                .isNotZero()
                .isNotEqualTo(entry(ZERO, 5, 7).offsetsDigest())
                .isNotEqualTo(entry(ZERO, 4, 6).offsetsDigest())
                .isNotEqualTo(entry("access-log-1", 5, 6).offsetsDigest());
    }

    private void assertBlacklistByOffset(long[][] batches) {
        for (long[] b : batches) {
            write(
                    b[0],
                    List.of(new LedgerEntry(
                            ZERO,
                            TOPIC,
                            true,
                            b[1],
                            b[2],
                            b[3],
                            RULES,
                            DIGEST,
                            Map.of(),
                            b[1] == b[2] ? Map.of() : Map.of("counted", b[2] - b[1]),
                            Map.of())));
        }
        LedgerRow row = LedgerRow.of(store.ledger().get(ZERO)).orElseThrow();
        for (long[] b : batches) {
            for (long offset = b[1]; offset < b[2]; offset++) {
                assertThat(row.blacklistAt(offset)).as("offset %d", offset).isEqualTo(b[3]);
            }
        }
        assertThat(row.outcomes()).containsOnlyKeys("counted");
    }

    @Test
    void replayOfStoredBatchChangesNothing() {
        write(5, 10, 15);
        Map<CellKey, StampedValue> before = Map.copyOf(memory.cells());
        write(5, 10, 15);
        store.failNext(Fault.BEFORE_WRITE);
        write(5, 10, 15);
        assertThat(memory.cells()).isEqualTo(before);
    }

    @Test
    void rejectsGapsAndOverlaps() {
        write(5, 10, 15);
        assertRefused(6, 16, 20);
        assertRefused(6, 14, 20);
        assertRefused(6, 0, 5);
        write(6, 15, 20);
    }

    @Test
    void rejectsOlderBatch() {
        write(5, 10, 15);
        assertRefused(4, 15, 20);
        assertRefused(1, 10, 15);
    }

    @Test
    void rejectsDifferentLinesForSameTxid() {
        write(5, 10, 15);
        assertRefused(5, 10, 14);
        assertRefused(5, 15, 20);
    }

    @Test
    void rejectsDifferentStartOrBlacklistForSameTxid() {
        write(4, 0, 10);
        write(5, 10, 15);
        assertRefused(5, 11, 15);
        assertThatThrownBy(() -> ledger.write(
                        5,
                        List.of(new LedgerEntry(
                                ZERO,
                                TOPIC,
                                true,
                                10,
                                15,
                                5,
                                RULES,
                                DIGEST,
                                Map.of(),
                                Map.of("counted", 5L),
                                Map.of()))))
                .isInstanceOf(StoreException.Refused.class);
    }

    private void writeJudged(long txid, long from, long to, long rules, long digest) {
        write(
                txid,
                List.of(new LedgerEntry(
                        ZERO,
                        TOPIC,
                        true,
                        from,
                        to,
                        BLACKLIST,
                        rules,
                        digest,
                        Map.of(),
                        Map.of("counted", to - from),
                        Map.of())));
    }

    @Test
    void rejectsReplayUnderOtherRules() {
        writeJudged(1, 0, 4, 7, 1);
        writeJudged(1, 0, 4, 7, 1);
        assertThatThrownBy(() -> writeJudged(1, 0, 4, 8, 1))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("Batch 1 of " + ZERO + " was counted under rules 7")
                .hasMessageContaining("cannot be replayed under rules 8")
                .hasMessageContaining("former configuration");
        writeJudged(2, 4, 6, 8, 1);
        LedgerRow row = LedgerRow.of(store.ledger().get(ZERO)).orElseThrow();
        assertThat(row.rulesAt(3)).isEqualTo(7);
        assertThat(row.rulesAt(4)).isEqualTo(8);
        assertThat(row.outcomes()).isEqualTo(Map.of("counted", 6L));
    }

    private static final LocalDate DAY = LocalDate.of(2017, 11, 11);

    private void writeDays(long txid, long from, long to, Map<LocalDate, CountedDays.Span> days) {
        write(
                txid,
                List.of(new LedgerEntry(
                        ZERO,
                        TOPIC,
                        true,
                        from,
                        to,
                        BLACKLIST,
                        RULES,
                        DIGEST,
                        days,
                        Map.of("counted", to - from),
                        Map.of())));
    }

    @Test
    void notesWhereTheLinesOfADayAre() {
        writeDays(
                1,
                100,
                200,
                Map.of(DAY, new CountedDays.Span(110, 150), DAY.plusDays(1), new CountedDays.Span(130, 180)));
        writeDays(2, 200, 300, Map.of(DAY.plusDays(1), new CountedDays.Span(200, 290)));
        writeDays(
                3,
                300,
                25_000,
                Map.of(DAY, new CountedDays.Span(300, 300), DAY.plusDays(1), new CountedDays.Span(301, 24_999)));
        assertThat(CountedDays.of(memory, DAY)).isEqualTo(Map.of(ZERO, new CountedDays.Span(110, 9_999)));
        assertThat(CountedDays.of(memory, DAY.plusDays(1))).isEqualTo(Map.of(ZERO, new CountedDays.Span(130, 29_999)));
        assertThat(CountedDays.of(memory, DAY.plusDays(2))).isEmpty();
        assertThat(LedgerRow.of(store.ledger().get(ZERO)).orElseThrow().daysSince())
                .isEqualTo(100);
    }

    /** A line of the day before, in another worker's batch. */
    @Test
    void spanOfADayNeverShrinks() {
        writeDays(1, 0, 50_000, Map.of(DAY, new CountedDays.Span(20_000, 49_999)));
        countersHave(1);
        new Ledger(store, List.of("counted", "other_page"))
                .write(
                        2,
                        List.of(new LedgerEntry(
                                ZERO,
                                TOPIC,
                                true,
                                50_000,
                                50_001,
                                BLACKLIST,
                                RULES,
                                DIGEST,
                                Map.of(DAY, new CountedDays.Span(50_000, 50_000)),
                                Map.of("counted", 1L),
                                Map.of())));
        assertThat(CountedDays.of(memory, DAY)).isEqualTo(Map.of(ZERO, new CountedDays.Span(20_000, 59_999)));
    }

    /** Rules that come back are noted again. */
    @Test
    void recordsRulesByOffset() {
        writeJudged(1, 0, 4, 7, 1);
        writeJudged(2, 4, 6, 8, 1);
        writeJudged(3, 6, 9, 7, 1);
        LedgerRow row = LedgerRow.of(store.ledger().get(ZERO)).orElseThrow();
        assertThat(row.rules()).isEqualTo(Map.of(0L, 7L, 4L, 8L, 6L, 7L));
    }

    @Test
    void rejectsReplayWithOtherLines() {
        writeJudged(1, 0, 4, 7, 1);
        assertThatThrownBy(() -> writeJudged(1, 0, 4, 7, 2))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("Batch 1 has other lines at offsets 0 to 4 of " + ZERO)
                .hasMessageContaining("unclean leader election");
    }

    @Test
    void acceptsReplayOfABatchThatAnEarlierVersionCounted() {
        writeJudged(1, 0, 4, 7, 1);
        for (String column : List.of("rules", "rules_since_7", "batch_digest")) {
            memory.cells().remove(new CellKey(Ledger.TABLE, ZERO, column));
        }
        writeJudged(1, 0, 4, 8, 2);
        writeJudged(2, 4, 6, 8, 3);
        LedgerRow row = LedgerRow.of(store.ledger().get(ZERO)).orElseThrow();
        assertThat(row.rulesAt(3)).isZero();
        assertThat(row.rulesAt(4)).isEqualTo(8);
    }

    @Test
    void rejectsPartitionThatShouldHaveARow() {
        LedgerEntry later = new LedgerEntry(
                ZERO, TOPIC, false, 10, 15, BLACKLIST, RULES, DIGEST, Map.of(), Map.of("counted", 5L), Map.of());
        assertThatThrownBy(() -> ledger.write(6, List.of(later)))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("Batch 6 contains offsets 10 to 15 of " + ZERO)
                .hasMessageContaining("the ledger has no entry for this partition");
        assertThat(memory.cells()).isEmpty();
    }

    /** All shards have these batches, from shard 0 on. */
    private void shardsHave(long... txids) {
        for (int shard = 0; shard < txids.length; shard++) {
            memory.cells().put(CounterShards.cell(shard), new StampedValue(1, txids[shard]));
        }
    }

    private static long[] allHave(long txid) {
        long[] txids = new long[CounterShards.COUNT];
        Arrays.fill(txids, txid);
        return txids;
    }

    @Test
    void acceptsBatchIfAllCountersHaveTheOneBefore() {
        write(5, 10, 15);
        shardsHave(allHave(5));
        write(6, 15, 16);
        assertThat(LedgerRow.of(store.ledger().get(ZERO)).orElseThrow().txid()).isEqualTo(6);
        // A replay, after some counters have it.
        shardsHave(6, 6);
        write(6, 15, 16);
    }

    @Test
    void rejectsBatchIfSomeCountersMissTheOneBefore() {
        write(5, 10, 15);
        for (long missing : new long[] {4, 2}) {
            shardsHave(allHave(5));
            memory.cells().put(CounterShards.cell(17), new StampedValue(1, missing));
            assertShardRefused("the counters of shard 17 end at batch " + missing);
        }
        memory.cells().remove(CounterShards.cell(17));
        assertShardRefused("the counters of shard 17 have no batch");
    }

    private void assertShardRefused(String message) {
        assertThatThrownBy(() -> ledger.write(6, List.of(entry(ZERO, 15, 16))))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("Batch 6 cannot be counted")
                .hasMessageContaining(message)
                .hasMessageContaining("recover");
        assertThat(LedgerRow.of(store.ledger().get(ZERO)).orElseThrow().txid()).isEqualTo(5);
    }

    /** They would never be added: the counters take the batch for a replay. */
    @Test
    void rejectsLinesOfABatchThatCountersHaveAlready() {
        write(5, 10, 15);
        shardsHave(allHave(5));
        shardsHave(6);
        assertShardRefused("the counters of shard 0 are at batch 6 already");
        write(6, 15, 15);
        assertThat(LedgerRow.of(store.ledger().get(ZERO)).orElseThrow().nextOffset())
                .isEqualTo(15);
    }

    @Test
    void rejectsRecreatedTopic() {
        write(5, 10, 15);
        Map<CellKey, StampedValue> before = Map.copyOf(memory.cells());
        assertThatThrownBy(() -> ledger.write(
                        6,
                        List.of(new LedgerEntry(
                                ZERO,
                                TOPIC + 1,
                                true,
                                15,
                                16,
                                BLACKLIST,
                                RULES,
                                DIGEST,
                                Map.of(),
                                Map.of("counted", 1L),
                                Map.of()))))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("from another topic")
                .hasMessageContaining(ZERO);
        assertThat(memory.cells()).isEqualTo(before);
    }

    /** Both workers have read the ledger; the second write must be rejected. */
    @Test
    void firstOfTwoConcurrentAttemptsWins() {
        write(5, 10, 15);
        LedgerEntry theirs = new LedgerEntry(
                ZERO, TOPIC, true, 15, 18, BLACKLIST, RULES, DIGEST, Map.of(), Map.of("counted", 3L), Map.of());
        CounterStore between = new FaultyStore(memory, new Random(1)) {
            @Override
            public Map<CellKey, StampedValue> read(Collection<CellKey> keys) {
                Map<CellKey, StampedValue> read = super.read(keys);
                ledger.write(6, List.of(theirs));
                return read;
            }
        };
        Ledger late = new Ledger(between, List.of("counted", "other_page"));

        countersHave(5);
        assertThatThrownBy(() -> late.write(6, List.of(entry(ZERO, 15, 20))))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("A concurrent attempt of batch 6");
        assertThat(LedgerRow.of(store.ledger().get(ZERO)))
                .hasValue(new LedgerRow(
                        10,
                        18,
                        6,
                        15,
                        BLACKLIST,
                        new TreeMap<>(Map.of(10L, BLACKLIST)),
                        new TreeMap<>(Map.of(10L, RULES)),
                        10,
                        TOPIC,
                        Map.of("counted", 8L),
                        Map.of(Dimension.SEARCH, 0L, Dimension.KEYWORD, 0L)));
        assertThatThrownBy(() -> write(6, 15, 20)).isInstanceOf(StoreException.Refused.class);
        write(6, List.of(theirs));
    }

    @Test
    void rejectedPartitionRejectsWholeBatch() {
        write(5, 10, 15);
        assertThatThrownBy(() -> ledger.write(6, List.of(entry("access-log-1", 0, 4), entry(ZERO, 16, 20))))
                .isInstanceOf(StoreException.Refused.class);
        assertThat(store.ledger()).containsOnlyKeys(ZERO);
    }

    @Test
    void retryCompletesFailedAttempt() {
        write(5, 10, 15);
        for (Fault fault : Fault.values()) {
            store.failNext(fault);
            long from = store.ledger().get(ZERO).get("next_offset").value();
            long txid = 6 + fault.ordinal();
            assertThatThrownBy(() -> write(txid, from, from + 3)).isInstanceOf(StoreException.Unavailable.class);
            write(txid, from, from + 3);
            assertThat(store.ledger().get(ZERO))
                    .containsEntry("next_offset", new StampedValue(from + 3, txid))
                    .containsEntry("counted", new StampedValue(from + 3 - 10, txid));
        }
    }

    @Test
    void emptyBatchUpdatesOnlyTxid() {
        write(5, 10, 15);
        write(6, 15, 15);
        assertThat(store.ledger().get(ZERO))
                .containsEntry("next_offset", new StampedValue(15, 6))
                .containsEntry("counted", new StampedValue(5, 5));
    }

    @Test
    void outcomesMustSumToOffsetCount() {
        assertThat(new LedgerEntry(ZERO, TOPIC, true, 3, 3, 0, RULES, DIGEST, Map.of(), Map.of(), Map.of()).outcomes())
                .isEmpty();
        assertThatThrownBy(() -> new LedgerEntry(
                        ZERO, TOPIC, true, 3, 6, 0, RULES, DIGEST, Map.of(), Map.of("counted", 2L), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Offsets 3 to 6 of access-log-0 are 3 lines")
                .hasMessageContaining("sum to 2");
        assertThatThrownBy(() -> new LedgerEntry(
                        ZERO, TOPIC, true, 3, 3, 0, RULES, DIGEST, Map.of(), Map.of("counted", 1L), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LedgerEntry(
                        ZERO, TOPIC, true, 3, 2, 0, RULES, DIGEST, Map.of(), Map.of("counted", -1L), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
