package io.coursepulse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CountingPauseTest {

    private static final Instant NOW = Instant.parse("2017-11-11T04:00:00Z");
    private static final CellKey CELL = CellKey.counter("course_clickcount", "20171111_java");

    private final MemoryStore store = new MemoryStore();
    private Instant clock = NOW;
    private final Ledger ledger = new Ledger(store, List.of("counted"), () -> clock);
    private final ShardedCounters counters = new ShardedCounters(store, CounterShards.ofTask(0, 1), 100);

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
        return counters.add(txid, txid, Map.of(5, Map.of(CELL, 1L))).get(CELL);
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
        CountingPause.end(store, NOW.plusMillis(1));
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
        assertThat(CountingPause.set(store, CELL, OptionalLong.of(49), 1, 2)).isFalse();
        assertThat(CountingPause.set(store, CELL, OptionalLong.of(50), 1, 2)).isTrue();
        CountingPause.repaired(store, NOW, 1);
        write(3);
        assertThat(add(3)).isEqualTo(2);
        assertThat(CountingPause.repairs(store)).containsExactly(new CountingPause.Repair(NOW, 1));
    }

    /** The cache has a wrong value, for example of a row that was deleted by hand. */
    @Test
    void everyTaskReadsItsCountersAgainAfterARepair() {
        write(1);
        add(1);
        store.write(Map.of(CELL, new StampedValue(9, 1)));
        CountingPause.repaired(store, NOW, 1);
        write(2);
        assertThat(add(2)).isEqualTo(10);
    }
}
