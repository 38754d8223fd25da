package io.coursepulse.trident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.store.CellKey;
import io.coursepulse.store.FaultyStore;
import io.coursepulse.store.FaultyStore.Fault;
import io.coursepulse.store.MemoryStore;
import io.coursepulse.store.StampedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.state.CombinerValueUpdater;
import org.apache.storm.trident.state.ValueUpdater;
import org.junit.jupiter.api.Test;

class CounterStateTest {

    private static final List<Object> A = List.of("course_clickcount", "20171111_a");
    private static final List<Object> B = List.of("course_clickcount", "20171111_b");

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore store = new FaultyStore(memory, new Random(1));
    private final CounterState state = new CounterState(store, 10);

    @SuppressWarnings("rawtypes")
    private List<Long> add(long txid, List<List<Object>> keys, long... additions) {
        state.beginCommit(txid);
        List<ValueUpdater> updaters = new ArrayList<>();
        for (long addition : additions) {
            updaters.add(new CombinerValueUpdater(new Sum(), addition));
        }
        List<Long> values = state.multiUpdate(keys, updaters);
        state.commit(txid);
        return values;
    }

    @Test
    void appliesUpdaterAdditions() {
        assertThat(add(1, List.of(A, B), 2, 3)).containsExactly(2L, 3L);
        assertThat(add(1, List.of(A, B), 2, 3)).containsExactly(2L, 3L);
        assertThat(add(2, List.of(B, B), 4, 5)).containsExactly(12L, 12L);
        assertThat(state.multiGet(List.of(B, A, List.of("course_clickcount", "none"))))
                .containsExactly(12L, 2L, null);
        assertThat(memory.cells()).containsKey(new CellKey("course_clickcount", "20171111_a", "click_count"));
    }

    @Test
    void unavailableStoreFailsBatch() {
        store.failNext(Fault.AFTER_WRITE);
        assertThatThrownBy(() -> add(1, List.of(A), 2))
                .isInstanceOf(FailedException.class)
                .isNotInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("injected fault");
        store.failNext(Fault.READ);
        assertThatThrownBy(() -> state.multiGet(List.of(A))).isInstanceOf(FailedException.class);
        assertThat(add(1, List.of(A), 2)).containsExactly(2L);
    }

    @Test
    void refusalIsReportedInStormUi() {
        store.write(Map.of(CellKey.counter("course_clickcount", "20171111_a"), new StampedValue(1, 9)));
        assertThatThrownBy(() -> add(1, List.of(A), 2))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("batch 9");
    }

    @Test
    void requiresTxidsAndRejectsMultiPut() {
        assertThatThrownBy(() -> state.beginCommit(null)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> state.multiPut(List.of(A), List.of(1L)))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
