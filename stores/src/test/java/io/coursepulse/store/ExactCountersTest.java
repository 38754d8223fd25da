package io.coursepulse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.store.FaultyStore.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactCountersTest {

    private static final CellKey A = CellKey.counter("course_clickcount", "20171111_a");
    private static final CellKey B = CellKey.counter("course_clickcount", "20171111_b");

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore store = new FaultyStore(memory, new Random(1));
    private final ExactCounters counters = new ExactCounters(store, 100);

    @Test
    void addsToValueWithOlderTxid() {
        assertThat(counters.add(1, Map.of(A, 5L))).containsExactly(Map.entry(A, 5L));
        assertThat(counters.add(4, Map.of(A, 2L))).containsExactly(Map.entry(A, 7L));
        assertThat(memory.cells()).containsExactly(Map.entry(A, new StampedValue(7, 4)));
    }

    @Test
    void ignoresReplayWithSameTxid() {
        counters.add(1, Map.of(A, 5L));
        assertThat(counters.add(1, Map.of(A, 5L))).containsExactly(Map.entry(A, 5L));
        assertThat(new ExactCounters(store, 100).add(1, Map.of(A, 5L))).containsExactly(Map.entry(A, 5L));
        assertThat(memory.cells()).containsExactly(Map.entry(A, new StampedValue(5, 1)));
    }

    @Test
    void rejectsNewerStoredTxidWithoutWriting() {
        store.write(Map.of(B, new StampedValue(9, 8)));
        Map<CellKey, Long> additions = new LinkedHashMap<>();
        additions.put(A, 1L);
        additions.put(B, 1L);
        assertThatThrownBy(() -> counters.add(7, additions))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("batch 7")
                .hasMessageContaining("course_clickcount/20171111_b/click_count")
                .hasMessageContaining("batch 8")
                .hasMessageContaining("Nothing was added");
        assertThat(memory.cells()).containsExactly(Map.entry(B, new StampedValue(9, 8)));
        assertThat(counters.add(9, additions)).containsExactly(Map.entry(A, 1L), Map.entry(B, 10L));
    }

    @Test
    void completesPartiallyWrittenBatch() {
        store.write(Map.of(A, new StampedValue(3, 2)));
        assertThat(counters.add(2, Map.of(A, 3L, B, 4L))).containsOnly(Map.entry(A, 3L), Map.entry(B, 4L));
    }

    @Test
    void cachedCounterIsNotReadAgain() {
        counters.add(1, Map.of(A, 1L));
        counters.add(2, Map.of(A, 1L));
        assertThat(memory.reads()).isEqualTo(1);
    }

    @Test
    void failedWriteClearsCache() {
        counters.add(1, Map.of(A, 1L, B, 1L));
        store.failNext(Fault.BEFORE_WRITE);
        assertThatThrownBy(() -> counters.add(2, Map.of(A, 1L))).isInstanceOf(StoreException.Unavailable.class);
        int reads = memory.reads();
        assertThat(counters.add(2, Map.of(A, 1L, B, 1L))).containsOnly(Map.entry(A, 2L), Map.entry(B, 2L));
        assertThat(memory.reads()).isEqualTo(reads + 2);
        assertThat(memory.cells().get(A)).isEqualTo(new StampedValue(2, 2));
    }

    @Test
    void evictsCountersBeyondCacheSize() {
        ExactCounters small = new ExactCounters(store, 1);
        small.add(1, Map.of(A, 1L));
        small.add(1, Map.of(B, 1L));
        assertThat(small.add(2, Map.of(A, 1L))).containsExactly(Map.entry(A, 2L));
        assertThat(memory.reads()).isEqualTo(3);
    }

    @Test
    void emptyBatchWritesNothing() {
        store.failNext(Fault.BEFORE_WRITE);
        assertThat(counters.add(1, Map.of())).isEmpty();
    }
}
