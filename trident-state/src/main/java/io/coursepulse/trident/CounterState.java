package io.coursepulse.trident;

import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.ExactCounters;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.config.StoreConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.MapState;

/**
 * The counters as a Trident state. A key is a table and a row; a value is the count.
 *
 * <p>It extracts the addition from Trident's updaters, so it works only with additive aggregators such as {@code Sum}:
 * {@link ExactCounters} decides what to write, and needs the addition, not the sum. The stream must be transactional:
 * all attempts of a batch have the same additions.
 */
public final class CounterState implements MapState<Long> {

    private final CounterStore store;
    private final ExactCounters counters;
    private final StoreFailureTranslator failures = new StoreFailureTranslator();
    private long txid;

    CounterState(CounterStore store, int cachedKeys) {
        this.store = store;
        this.counters = new ExactCounters(store, cachedKeys);
    }

    @Override
    public void beginCommit(Long txid) {
        if (txid == null) {
            throw new IllegalStateException(
                    "Exactly-once counting requires a transactional spout; this stream has no txids");
        }
        this.txid = txid;
    }

    @Override
    public void commit(Long txid) {
        // Everything is stored when multiUpdate returns.
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<Long> multiUpdate(List<List<Object>> keys, List<ValueUpdater> updaters) {
        Map<CellKey, Long> additions = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            additions.merge(cell(keys.get(i)), addition(updaters.get(i)), Long::sum);
        }
        Map<CellKey, Long> sums = failures.toFailedBatch(() -> counters.add(txid, additions));
        List<Long> values = new ArrayList<>(keys.size());
        for (List<Object> key : keys) {
            values.add(sums.get(cell(key)));
        }
        return values;
    }

    /** An additive aggregator applied to null returns its addition. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static long addition(ValueUpdater updater) {
        return ((Number) updater.update(null)).longValue();
    }

    @Override
    public List<Long> multiGet(List<List<Object>> keys) {
        List<CellKey> cells = keys.stream().map(CounterState::cell).toList();
        Map<CellKey, StampedValue> stored = failures.toFailedBatch(() -> store.read(cells));
        List<Long> values = new ArrayList<>(keys.size());
        for (CellKey cell : cells) {
            StampedValue value = stored.get(cell);
            values.add(value == null ? null : value.value());
        }
        return values;
    }

    /** Not supported: setting a count is not idempotent under replay. */
    @Override
    public void multiPut(List<List<Object>> keys, List<Long> values) {
        throw new UnsupportedOperationException("Counts can only be added to, not set");
    }

    private static CellKey cell(List<Object> key) {
        return CellKey.counter((String) key.get(0), (String) key.get(1));
    }

    /**
     * Opens the counters for one task.
     *
     * @param store the store of the counts
     * @param cachedKeys the number of counters that each task caches
     */
    public record Factory(StoreConfig store, int cachedKeys) implements StateFactory {

        @Override
        public State makeState(
                Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return new CounterState(StormStores.open(store), cachedKeys);
        }
    }
}
