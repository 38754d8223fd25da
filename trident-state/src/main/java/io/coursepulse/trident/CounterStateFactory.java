package io.coursepulse.trident;

import io.coursepulse.store.config.StoreConfig;
import java.util.Map;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;

/**
 * Opens the counters for one task.
 *
 * @param store where the counts are kept
 * @param cachedKeys how many counters each task keeps in memory
 */
public record CounterStateFactory(StoreConfig store, int cachedKeys) implements StateFactory {

    @Override
    public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
        return new CounterState(StormStores.open(store), cachedKeys);
    }
}
