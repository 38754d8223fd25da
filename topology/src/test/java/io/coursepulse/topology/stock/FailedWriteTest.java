package io.coursepulse.topology.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.store.CellKey;
import io.coursepulse.store.ExactCounters;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.state.CombinerValueUpdater;
import org.apache.storm.trident.state.map.CachedMap;
import org.apache.storm.trident.state.map.MapState;
import org.apache.storm.trident.state.map.TransactionalMap;
import org.junit.jupiter.api.Test;

/**
 * {@code CachedMap} of storm-client 2.8.3 caches before it writes. Under {@code TransactionalMap}, as in storm-hbase, a
 * failed write leaves the batch's own value in the cache; the replay finds its txid there, considers the batch written,
 * and succeeds. The loss is visible only after the worker ends and the database is read again.
 */
class FailedWriteTest {

    private static final int CACHED = 100;

    /** A counter in a worker: Storm's or ours. */
    @FunctionalInterface
    private interface Counter {
        void add(long txid, long clicks);
    }

    @SuppressWarnings("rawtypes")
    private static Counter stock(TestDatabase store) {
        MapState<Long> state = TransactionalMap.build(new CachedMap<>(store.stock(), CACHED));
        return (txid, clicks) -> {
            state.beginCommit(txid);
            state.multiUpdate(List.of(List.of("java")), List.of(new CombinerValueUpdater(new Sum(), clicks)));
            state.commit(txid);
        };
    }

    private static Counter ours(TestDatabase store) {
        ExactCounters counters = new ExactCounters(store.ours(), CACHED);
        CellKey key = TestDatabase.key("java");
        return (txid, clicks) -> counters.add(txid, Map.of(key, clicks));
    }

    private interface Start {
        Counter in(TestDatabase store);
    }

    /** Counts three clicks in a batch whose first write fails, and two in the next, by a new worker. */
    private static TestDatabase replayAfterFailedWrite(Start start) {
        TestDatabase store = new TestDatabase();
        Counter counter = start.in(store);
        store.failNextWrite();
        assertThatThrownBy(() -> counter.add(1, 3)).hasMessageContaining("injected fault");
        counter.add(1, 3);
        start.in(store).add(2, 2);
        return store;
    }

    @Test
    void stockLosesTheBatch() {
        MapState<Long> state = TransactionalMap.build(
                replayAfterFailedWrite(FailedWriteTest::stock).stock());
        assertThat(state.multiGet(List.of(List.of("java")))).containsExactly(2L);
    }

    @Test
    void oursRetriesTheWrite() {
        assertThat(replayAfterFailedWrite(FailedWriteTest::ours).ours("java")).isEqualTo(5);
    }
}
