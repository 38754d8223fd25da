package io.coursepulse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CountingPauseTest {

    private static final Instant NOW = Instant.parse("2017-11-11T04:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2017, 11, 11);
    private static final CounterRow ROW = new CounterRow(Dimension.COURSE, DAY, List.of(), "java");
    private static final CellKey CELL = CellKey.counter(ROW);

    private final MemoryStore store = new MemoryStore();
    private Instant clock = NOW;
    private final Ledger ledger = new Ledger(store, List.of("counted"), () -> clock);
    private final ShardedCounters counters =
            new ShardedCounters(store, CounterShards.ofTask(0, 1), 100, new KeyLimits(1_000, 1_000));

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
        return counters.add(txid, txid, Map.of(CounterShards.of(ROW), Map.of(CELL, 1L)))
                .get(CELL);
    }

    @Test
    void ledgerAcceptsNoNewBatchWhilePaused() {
        write(1);
        CountingPause.pause(store, NOW, Duration.ofMinutes(2));
        assertThatThrownBy(() -> write(2))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("paused by `repair` until 2017-11-11T04:02:00Z");
        // A batch that it has already goes on to the counters.
        write(1);
        add(1);
        CountingPause.end(store, NOW);
        write(2);
    }

    /** The process that repairs has died. */
    @Test
    void pauseEndsByItself() {
        CountingPause.pause(store, NOW, Duration.ofMinutes(2));
        clock = NOW.plusSeconds(120);
        write(1);
    }

    @Test
    void isAtRestWhenAllCountersHaveTheNewestBatch() {
        assertThat(CountingPause.isAtRest(store, 0)).isTrue();
        write(1);
        add(1);
        write(2);
        assertThat(CountingPause.isAtRest(store, 2)).isFalse();
        add(2);
        assertThat(CountingPause.isAtRest(store, 2)).isTrue();
    }

    /** A counter that was falsified, and is in a task's cache. */
    @Test
    void repairedCounterIsNotOverwrittenFromACache() {
        write(1);
        add(1);
        write(2);
        store.write(Map.of(CELL, new StampedValue(50, 1)));
        counters.add(2, 2, Map.of());
        long repair = CountingPause.repairing(store, NOW, DAY);
        assertThat(CountingPause.set(store, CELL, OptionalLong.of(49), 1, 2)).isFalse();
        assertThat(CountingPause.set(store, CELL, OptionalLong.of(50), 1, 2)).isTrue();
        CountingPause.repaired(store, NOW.plusSeconds(3), repair, 1);
        write(3);
        assertThat(add(3)).isEqualTo(2);
        assertThat(CountingPause.repairs(store))
                .containsExactly(new CountingPause.Repair(DAY, NOW, Optional.of(NOW.plusSeconds(3)), 1));
    }

    /** The cache has the wrong value; the repair dies after it has set the right one. */
    @Test
    void repairThatDiedIsNotOverwrittenFromACache() {
        write(1);
        store.write(Map.of(CELL, new StampedValue(49, 0)));
        assertThat(add(1)).isEqualTo(50);
        CountingPause.repairing(store, NOW, DAY);
        CountingPause.set(store, CELL, OptionalLong.of(50), 1, 1);
        write(2);
        assertThat(add(2)).isEqualTo(2);
        assertThat(CountingPause.repairs(store))
                .containsExactly(new CountingPause.Repair(DAY, NOW, Optional.empty(), 0));
    }

    /** A batch that was held up after the check of the pause, and read the counters in the middle of the repair. */
    @Test
    void cacheThatWasFilledDuringARepairIsDropped() {
        write(1);
        add(1);
        long repair = CountingPause.repairing(store, NOW, DAY);
        write(2);
        add(2);
        store.write(Map.of(CELL, new StampedValue(9, 2)));
        CountingPause.repaired(store, NOW, repair, 1);
        write(3);
        assertThat(add(3)).isEqualTo(10);
    }

    /** Another machine's clock, or one that was set back: a value with a higher stamp would cover the new one. */
    @Test
    void takesEffectAlsoIfTheClockIsBehindThatOfTheRepairBefore() {
        CountingPause.pause(store, NOW, Duration.ofMinutes(2));
        CountingPause.repaired(store, NOW, CountingPause.repairing(store, NOW, DAY), 1);
        CountingPause.end(store, NOW);
        write(1);
        add(1);
        clock = NOW.minusSeconds(300);
        CountingPause.pause(store, clock, Duration.ofMinutes(2));
        assertThatThrownBy(() -> write(2)).isInstanceOf(StoreException.Unavailable.class);
        long repair = CountingPause.repairing(store, clock, DAY);
        store.write(Map.of(CELL, new StampedValue(9, 1)));
        CountingPause.repaired(store, clock, repair, 1);
        CountingPause.end(store, clock);
        write(2);
        assertThat(add(2)).isEqualTo(10);
        assertThat(CountingPause.repairs(store)).hasSize(2);
    }

    /** As the HBase shell writes it: the counter task refuses it. */
    @Test
    void counterWithALaterBatchGetsThatOfItsShard() {
        write(1);
        add(1);
        write(2);
        StampedValue later = new StampedValue(50, NOW.toEpochMilli());
        store.write(Map.of(CELL, later));
        ShardedCounters restarted =
                new ShardedCounters(store, CounterShards.ofTask(0, 1), 100, new KeyLimits(1_000, 1_000));
        Map<Integer, Map<CellKey, Long>> additions = Map.of(CounterShards.of(ROW), Map.of(CELL, 1L));
        assertThatThrownBy(() -> restarted.add(2, 2, additions))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("has already been added");
        assertThat(CountingPause.lowerStamp(store, ROW, new StampedValue(51, later.txid()), 2))
                .isFalse();
        assertThat(CountingPause.lowerStamp(store, ROW, later, 2)).isTrue();
        assertThat(store.cells()).containsEntry(CELL, new StampedValue(50, 1));
        restarted.add(2, 2, additions);
        assertThat(store.cells()).containsEntry(CELL, new StampedValue(51, 2));
    }
}
