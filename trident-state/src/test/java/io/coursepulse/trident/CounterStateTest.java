package io.coursepulse.trident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.FaultyStore;
import io.coursepulse.store.FaultyStore.Fault;
import io.coursepulse.store.KeyLimits;
import io.coursepulse.store.MemoryStore;
import io.coursepulse.store.StampedValue;
import java.util.Map;
import java.util.Random;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.junit.jupiter.api.Test;

class CounterStateTest {

    private static final CellKey A = CellKey.counter("course_clickcount", "20171111_a");
    private static final CellKey B = CellKey.counter("course_clickcount", "20171111_b");

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore store = new FaultyStore(memory, new Random(1));
    private final CounterState state = new CounterState(
            store, CounterShards.ofTask(0, 1), 10, new KeyLimits(1_000, 1_000), new BatchTimer("counting", Map.of()));

    private Map<CellKey, Long> add(long txid, Map<CellKey, Long> clicks) {
        state.beginCommit(txid);
        Map<CellKey, Long> sums = state.add(new CounterAdditions(false, 5, Map.of(3, clicks)));
        state.commit(txid);
        return sums;
    }

    @Test
    void addsEachBatchOnce() {
        assertThat(add(1, Map.of(A, 2L, B, 3L))).containsOnly(Map.entry(A, 2L), Map.entry(B, 3L));
        assertThat(add(1, Map.of(A, 2L, B, 3L))).containsOnly(Map.entry(A, 2L), Map.entry(B, 3L));
        assertThat(add(2, Map.of(B, 9L))).containsOnly(Map.entry(B, 12L));
    }

    @Test
    void batchThatWasCountedPassesIfTheCountersHaveIt() {
        add(1, Map.of(A, 2L));
        add(2, Map.of(A, 2L));
        state.beginCommit(1L);
        CounterAdditions counted = new CounterAdditions(true, 0, Map.of());
        assertThat(state.add(counted)).isEmpty();
        assertThat(memory.cells().get(A)).isEqualTo(new StampedValue(4, 2));
        state.beginCommit(3L);
        assertThatThrownBy(() -> state.add(counted))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("batch 3 has been counted, but the counters of shard 0 end at batch 2");
    }

    @Test
    void unavailableStoreFailsBatch() {
        store.failNext(Fault.AFTER_WRITE);
        assertThatThrownBy(() -> add(1, Map.of(A, 2L)))
                .isInstanceOf(FailedException.class)
                .isNotInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("injected fault");
        assertThat(add(1, Map.of(A, 2L))).containsOnly(Map.entry(A, 2L));
    }

    @Test
    void refusalIsReportedInStormUi() {
        store.write(Map.of(A, new StampedValue(1, 9)));
        assertThatThrownBy(() -> add(1, Map.of(A, 2L)))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("batch 9");
    }

    @Test
    void requiresTxids() {
        assertThatThrownBy(() -> state.beginCommit(null)).isInstanceOf(IllegalStateException.class);
    }
}
