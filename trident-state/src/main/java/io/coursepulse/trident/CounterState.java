package io.coursepulse.trident;

import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.KeyLimits;
import io.coursepulse.store.ShardedCounters;
import io.coursepulse.store.config.StoreConfig;
import java.util.Collection;
import java.util.Map;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;

/**
 * The counters of one task as a Trident state. The stream must be transactional: all attempts of a batch have the same
 * additions. It is no {@code MapState}, because the counters of a batch travel packed, not in a tuple each, and because
 * {@link ShardedCounters} needs the additions, not the sums.
 */
public final class CounterState implements State {

    private final ShardedCounters counters;
    private final BatchTimer timer;
    private final StoreFailureTranslator failures = new StoreFailureTranslator();
    private long txid;

    CounterState(CounterStore store, Collection<Integer> shards, int cachedKeys, KeyLimits limits, BatchTimer timer) {
        this.timer = timer;
        this.counters = new ShardedCounters(store, shards, cachedKeys, limits);
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
        // Everything is stored when add returns.
    }

    /**
     * Adds a batch.
     *
     * @return the counters' values after it; none if it was counted before
     * @throws org.apache.storm.topology.FailedException if it is not known to be stored, or was refused
     */
    Map<CellKey, Long> add(CounterAdditions batch) {
        return timer.time(
                txid,
                () -> failures.toFailedBatch(() -> {
                    if (batch.countedAlready()) {
                        counters.checkHas(txid);
                        return Map.of();
                    }
                    return counters.add(txid, batch.digest(), batch.byShard());
                }));
    }

    /**
     * Opens the counters for one task.
     *
     * @param store the store of the counts
     * @param cachedKeys the number of counters that each task caches
     * @param limits how many courses and keywords a day may have
     */
    public record Factory(StoreConfig store, int cachedKeys, KeyLimits limits) implements StateFactory {

        @Override
        public State makeState(
                Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return new CounterState(
                    StormStores.open(store),
                    CounterShards.ofTask(partitionIndex, numPartitions),
                    cachedKeys,
                    limits,
                    new BatchTimer("reading and writing the counters", conf));
        }
    }
}
