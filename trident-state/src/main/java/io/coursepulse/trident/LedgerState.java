package io.coursepulse.trident;

import io.coursepulse.store.Ledger;
import io.coursepulse.store.LedgerEntry;
import io.coursepulse.store.config.StoreConfig;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;

/** The ledger as a Trident state. Each task writes the topic partitions that it has read. */
public final class LedgerState implements State {

    private final Ledger ledger;
    private final int task;
    private final int tasks;
    private final BatchTimer timer;
    private final StoreFailureTranslator failures = new StoreFailureTranslator();
    private long txid;

    LedgerState(Ledger ledger, int task, int tasks, BatchTimer timer) {
        this.ledger = ledger;
        this.timer = timer;
        this.task = task;
        this.tasks = tasks;
    }

    /** This ledger task, from 0 on. */
    int task() {
        return task;
    }

    /** The number of ledger tasks. */
    int tasks() {
        return tasks;
    }

    @Override
    public void beginCommit(Long txid) {
        if (txid == null) {
            throw new IllegalStateException("The ledger requires a transactional spout; this stream has no txids");
        }
        this.txid = txid;
    }

    @Override
    public void commit(Long txid) {
        // Everything is stored when write returns.
    }

    void write(List<LedgerEntry> entries) {
        timer.time(
                txid,
                () -> failures.toFailedBatch(() -> {
                    ledger.write(txid, entries);
                    return entries;
                }));
    }

    /**
     * Opens the ledger for one task.
     *
     * @param store the store of the ledger and the counts
     * @param outcomes the names of all outcomes
     */
    public record Factory(StoreConfig store, List<String> outcomes) implements StateFactory {

        @Override
        public State makeState(
                Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return new LedgerState(
                    new Ledger(StormStores.open(store), outcomes),
                    partitionIndex,
                    numPartitions,
                    new BatchTimer("writing the ledger", conf));
        }
    }
}
