package io.coursepulse.trident;

import io.coursepulse.store.config.StoreConfig;
import java.util.Map;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;

/**
 * Opens the counters for one task.
 *
 * @param store the store of the counts
 * @param cachedKeys the number of counters that each task caches
 */
public record CounterStateFactory(StoreConfig store, int cachedKeys) implements StateFactory {

    @Override
    public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
        return new CounterState(StormStores.open(store), cachedKeys);
    }
}
