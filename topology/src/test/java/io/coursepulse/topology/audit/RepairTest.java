package io.coursepulse.topology.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.CountingPause;
import io.coursepulse.store.KeyLimits;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.LedgerEntry;
import io.coursepulse.store.MemoryStore;
import io.coursepulse.store.ShardedCounters;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One line of course java in each batch; the topology acts whenever the repair waits, or recounts. */
class RepairTest {

    /** After the ledger's clock, which decides whether a pause has ended. */
    private static final Instant NOW = Instant.parse("2117-11-11T04:00:00Z");

    private static final LocalDate DAY = LocalDate.of(2017, 11, 11);
    private static final CounterRow JAVA = new CounterRow(Dimension.COURSE, DAY, List.of(), "java");
    private static final CellKey CELL = CellKey.counter(JAVA);
    private static final StampedValue LATER = new StampedValue(50, NOW.toEpochMilli());

    private final MemoryStore store = new MemoryStore();
    private final Ledger ledger = new Ledger(store, List.of("counted"));
    private ShardedCounters counters = task();
    private Runnable whileWaiting = () -> {};
    private Runnable whileRecounting = () -> {};
    private final Repair repair = new Repair(
            store,
            (day, progress) -> {
                RecountReport report = recount();
                whileRecounting.run();
                return report;
            },
            (lines, of) -> {},
            () -> NOW,
            () -> whileWaiting.run());

    private ShardedCounters task() {
        return new ShardedCounters(store, CounterShards.ofTask(0, 1), 100, new KeyLimits(1_000, 1_000));
    }

    /** The right count of course java is the newest batch of the ledger. */
    private RecountReport recount() {
        long right = LedgerSnapshot.readAll(store).txid();
        List<RecountReport.Difference> differences = new ArrayList<>();
        long stored = store.day(Dimension.COURSE, DAY).stream()
                .mapToLong(CounterValue::count)
                .sum();
        if (stored != right) {
            differences.add(new RecountReport.Difference(CELL, right, right, stored, stored > 0));
        }
        return new RecountReport(DAY, right, right, right, stored, 1, true, differences);
    }

    private void write(long txid) {
        ledger.write(
                txid,
                List.of(new LedgerEntry(
                        "access-log-0",
                        7,
                        true,
                        txid,
                        txid + 1,
                        0,
                        3,
                        txid,
                        Map.of(),
                        Map.of("counted", 1L),
                        Map.of())));
    }

    private long add(long txid) {
        return counters.add(txid, txid, Map.of(CounterShards.of(JAVA), Map.of(CELL, 1L)))
                .get(CELL);
    }

    private void count(long txid) {
        write(txid);
        add(txid);
    }

    @Test
    void changesNothingIfNothingDiffers() throws Exception {
        count(1);
        assertThat(repair.run(DAY).isUnchanged()).isTrue();
        assertThat(CountingPause.repairs(store)).isEmpty();
        count(2);
    }

    @Test
    void setsWhatDiffersAndLetsCountingGoOn() throws Exception {
        count(1);
        store.write(Map.of(CELL, new StampedValue(50, 1)));
        whileRecounting = () -> assertThatThrownBy(() -> write(2))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("paused");
        Repair.Result result = repair.run(DAY);
        assertThat(result.before().differences()).hasSize(1);
        assertThat(result.after().isExact()).isTrue();
        assertThat(CountingPause.repairs(store))
                .containsExactly(new CountingPause.Repair(DAY, NOW, Optional.of(NOW), 1));
        count(2);
        assertThat(store.cells()).containsEntry(CELL, new StampedValue(2, 2));
    }

    @Test
    void dryRunFindsTheSameAndChangesNothing() throws Exception {
        count(1);
        store.write(Map.of(CELL, LATER));
        Map<CellKey, StampedValue> cells = Map.copyOf(store.cells());
        Repair.Result found = repair.find(DAY);
        assertThat(found.later()).isEqualTo(1);
        assertThat(found.before().differences()).hasSize(1);
        assertThat(store.cells()).isEqualTo(cells);
    }

    /** As the HBase shell writes it. The counter task, which has restarted, refuses every attempt of the batch. */
    @Test
    void repairsACounterThatKeepsCountingFromComingToRest() throws Exception {
        count(1);
        counters = task();
        store.write(Map.of(CELL, LATER));
        write(2);
        whileWaiting = () -> {
            if (store.cells().get(CELL).equals(LATER)) {
                assertThatThrownBy(() -> add(2)).isInstanceOf(StoreException.Refused.class);
            } else {
                add(2);
            }
        };
        Repair.Result result = repair.run(DAY);
        assertThat(result.later()).isEqualTo(1);
        assertThat(result.after().isExact()).isTrue();
        assertThat(store.cells()).containsEntry(CELL, new StampedValue(2, 2));
        count(3);
        assertThat(store.cells()).containsEntry(CELL, new StampedValue(3, 3));
    }

    /** The value is right by chance; left alone, the next batch would be refused. */
    @Test
    void repairsALaterBatchAlsoIfTheValueIsRight() throws Exception {
        count(1);
        counters = task();
        store.write(Map.of(CELL, new StampedValue(1, LATER.txid())));
        Repair.Result result = repair.run(DAY);
        assertThat(result.isUnchanged()).isFalse();
        assertThat(result.later()).isEqualTo(1);
        count(2);
        assertThat(store.cells()).containsEntry(CELL, new StampedValue(2, 2));
    }

    @Test
    void namesACounterOfAnotherDayThatKeepsCountingFromComingToRest() {
        count(1);
        write(2);
        store.write(Map.of(CellKey.counter("course_clickcount", "20171110_go"), LATER));
        assertThatThrownBy(() -> repair.run(DAY))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("waiting until batch 2 is in all counters. Nothing was changed.")
                .hasMessageContaining("course_clickcount/20171110_go/click_count has a later batch")
                .hasMessageEndingWith("repair its day.");
        add(2);
        count(3);
    }

    /** The batch passed the check of the pause before the pause, and was held up. */
    @Test
    void failsIfABatchWasCountedMeanwhile() {
        count(1);
        store.write(Map.of(CELL, new StampedValue(50, 1)));
        whileRecounting = () -> {
            CountingPause.end(store, NOW);
            count(2);
        };
        assertThatThrownBy(() -> repair.run(DAY))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("although counting was paused. Nothing was changed.");
    }

    /** Wherever it fails after the first change, caches are dropped, and the log has it. */
    @Test
    void failureAfterTheFirstChangeIsInTheLog() {
        count(1);
        store.write(Map.of(CELL, new StampedValue(50, 1)));
        Repair failing = new Repair(
                store,
                (day, progress) -> {
                    RecountReport report = recount();
                    List<RecountReport.Difference> two = new ArrayList<>(report.differences());
                    two.add(new RecountReport.Difference(
                            CellKey.counter("course_clickcount", "20171111_go"), 1, 1, 9, true));
                    return new RecountReport(DAY, 1, 1, 1, 59, 2, true, two);
                },
                (lines, of) -> {},
                () -> NOW,
                () -> {});
        assertThatThrownBy(() -> failing.run(DAY))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("course_clickcount/20171111_go/click_count was changed by somebody else")
                .hasMessageContaining("Changed 1 counters");
        assertThat(CountingPause.repairs(store))
                .containsExactly(new CountingPause.Repair(DAY, NOW, Optional.of(NOW), 1));
        count(2);
        assertThat(store.cells()).containsEntry(CELL, new StampedValue(2, 2));
    }
}
