package io.coursepulse.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Adds the clicks of batches to stored counts, each batch once, however often it is tried.
 *
 * <p>The rule, for a batch with txid T that adds to a count whose stored txid is S:
 *
 * <ul>
 *   <li>S &lt; T, or nothing stored: add, and store the sum with T.
 *   <li>S = T: an earlier attempt of this very batch has added already; leave.
 *   <li>S &gt; T: the store knows a future that this topology does not; refuse.
 * </ul>
 *
 * <p>It is exact if all attempts of a batch bring the same additions, which the spout sees to, and if batches commit
 * in the order of their txids, which Trident sees to.
 *
 * <p>Counts are cached, for as many keys as given. A value enters the cache only after its write has succeeded, and
 * all leave it when a write fails, since it is not known then what was stored. Used by one thread.
 */
public final class ExactCounters {

    private final CounterStore store;
    private final Map<CellKey, StampedValue> cache;

    /** Counts in {@code store}, which this does not close. */
    public ExactCounters(CounterStore store, int cachedKeys) {
        this.store = store;
        this.cache = new LinkedHashMap<>(1024, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<CellKey, StampedValue> eldest) {
                return size() > cachedKeys;
            }
        };
    }

    /**
     * Adds a batch.
     *
     * @param txid the batch; at least 1
     * @param additions the clicks to add per counter
     * @return the counters' values after the batch, in the order of {@code additions}
     * @throws StoreException.Unavailable if it is not known to be stored; add the batch again
     * @throws StoreException.Refused if a counter has a higher txid; nothing of this batch was written
     */
    public Map<CellKey, Long> add(long txid, Map<CellKey, Long> additions) {
        Map<CellKey, StampedValue> stored = stored(additions.keySet());
        Map<CellKey, Long> sums = new LinkedHashMap<>();
        Map<CellKey, StampedValue> changed = new LinkedHashMap<>();
        additions.forEach((key, addition) -> {
            StampedValue before = stored.get(key);
            if (before == null || before.txid() < txid) {
                long sum = (before == null ? 0 : before.value()) + addition;
                changed.put(key, new StampedValue(sum, txid));
                sums.put(key, sum);
            } else if (before.txid() == txid) {
                sums.put(key, before.value());
            } else {
                throw new StoreException.Refused("Batch " + txid + " is to be added to " + key + ", but batch "
                        + before.txid() + " is in it already. The topology's transaction state in ZooKeeper is older"
                        + " than the counts, or another topology counts into the same tables. Nothing was added.");
            }
        });
        write(changed);
        return sums;
    }

    private Map<CellKey, StampedValue> stored(Set<CellKey> keys) {
        Map<CellKey, StampedValue> stored = new HashMap<>();
        Set<CellKey> unknown = new LinkedHashSet<>();
        for (CellKey key : keys) {
            StampedValue cached = cache.get(key);
            if (cached == null) {
                unknown.add(key);
            } else {
                stored.put(key, cached);
            }
        }
        if (!unknown.isEmpty()) {
            stored.putAll(store.read(unknown));
        }
        return stored;
    }

    private void write(Map<CellKey, StampedValue> changed) {
        if (changed.isEmpty()) {
            return;
        }
        try {
            store.write(changed);
        } catch (RuntimeException e) {
            cache.clear();
            throw e;
        }
        cache.putAll(changed);
    }
}
