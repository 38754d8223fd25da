package io.coursepulse.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The counters of some shards, as one counter task has them: {@link ExactCounters}, and the shards' positions in {@link
 * CounterShards}.
 *
 * <p>The positions are written after the counters. So a position T says that all counters of the shard have batch T. If a
 * task dies in between, the position is still T - 1 when T is replayed; whoever replays it computes the same values,
 * also from a cache that it filled at T - 1, for nobody has added a later batch. A position that the task has not
 * written itself says that another task has counted in its place: its cache may be old and is dropped. So it is after a
 * repair, see {@link CountingPause}. Not thread-safe.
 */
public final class ShardedCounters {

    private final CounterStore store;
    private final List<Integer> shards;
    private final ExactCounters counters;
    private final BoundedKeys keys;

    /** The positions when this task last added a batch. */
    private Map<Integer, StampedValue> written = Map.of();

    /** The number of repairs then; null if there was none. */
    private StampedValue repairs;

    /**
     * Counts in {@code store}, which is not closed by this class.
     *
     * @param shards the shards of this task
     * @param cachedKeys the maximum number of cached counts
     * @param limits how many courses and keywords a day may have
     */
    public ShardedCounters(CounterStore store, Collection<Integer> shards, int cachedKeys, KeyLimits limits) {
        this.store = store;
        this.shards = List.copyOf(shards);
        this.counters = new ExactCounters(store, cachedKeys);
        this.keys = new BoundedKeys(store, counters, limits);
    }

    /**
     * Adds a batch.
     *
     * @param txid the batch's transaction ID; at least 1
     * @param digest of the batch's offsets; all attempts of the batch have the same
     * @param additions by shard, the clicks to add per counter; shards without any may be absent
     * @return the counters' values after the batch
     * @throws StoreException.Unavailable if the batch is not known to be stored; add it again
     * @throws StoreException.Refused if a shard has not the batch before this one, or this one with other offsets, or a
     *     later one; nothing of this batch was written
     */
    public Map<CellKey, Long> add(long txid, long digest, Map<Integer, Map<CellKey, Long>> additions) {
        if (!shards.containsAll(additions.keySet())) {
            throw new IllegalArgumentException("This task has shards " + shards + ", not " + additions.keySet());
        }
        List<CellKey> control = new ArrayList<>(List.of(CountingPause.REPAIRS));
        shards.forEach(shard -> control.add(CounterShards.cell(shard)));
        Map<CellKey, StampedValue> found = store.read(control);
        Map<Integer, StampedValue> positions = CounterShards.positions(found, shards);
        positions.forEach((shard, position) -> check(shard, position, txid, digest));
        StampedValue now = found.get(CountingPause.REPAIRS);
        if (!positions.equals(written) || !Objects.equals(now, repairs)) {
            counters.clearCache();
        }
        repairs = now;
        Map<CellKey, Long> sums = counters.add(txid, keys.admit(txid, additions));
        Map<Integer, StampedValue> after = new TreeMap<>();
        shards.forEach(shard -> after.put(shard, new StampedValue(digest, txid)));
        if (!after.equals(positions)) {
            Map<CellKey, StampedValue> cells = new HashMap<>();
            after.forEach((shard, position) -> cells.put(CounterShards.cell(shard), position));
            store.write(cells);
        }
        written = after;
        return sums;
    }

    /**
     * Checks that a batch was added before.
     *
     * @throws StoreException.Unavailable if the store does not answer
     * @throws StoreException.Refused if a shard has not this batch or a later one
     */
    public void checkHas(long txid) {
        CounterShards.read(store, shards).forEach((shard, position) -> {
            if (position.txid() < txid) {
                throw new StoreException.Refused("The ledger says that batch " + txid
                        + " has been counted, but the counters of shard " + shard + " end at batch " + position.txid()
                        + ": the store has lost data. Kill the topology, and restore the store.");
            }
        });
    }

    private static void check(int shard, StampedValue position, long txid, long digest) {
        if (position.txid() == txid - 1 || position.txid() == txid && position.value() == digest) {
            return;
        }
        String found;
        if (position.txid() == txid) {
            found = "they have this batch with other offsets";
        } else if (position.txid() > txid) {
            found = "batch " + position.txid() + " has already been added to them";
        } else {
            found = "they end at batch " + position.txid() + ", so a batch before this one is missing";
        }
        throw new StoreException.Refused(
                "Cannot add batch " + txid + " to the counters of shard " + shard + ": " + found
                        + ". The topology's transaction state in ZooKeeper is older than the counts, or another topology uses the"
                        + " same tables. Nothing was added. Kill the topology, run `recover`, and submit it again.");
    }
}
