package io.coursepulse.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds the clicks of batches to stored counts, each batch exactly once, however often it is replayed.
 *
 * <p>The rule, for a batch with txid T that adds to a count whose stored txid is S:
 *
 * <ul>
 *   <li>S &lt; T, or nothing stored: add, and store the sum with T.
 *   <li>S = T: an earlier attempt of this batch has already been added; leave.
 *   <li>S &gt; T: the store was written by a later batch than this topology knows; refuse.
 * </ul>
 *
 * <p>This is exact if all attempts of a batch have the same additions, which the spout guarantees, and if batches
 * commit in txid order, which Trident guarantees.
 *
 * <p>Counts are cached in an LRU map. A value enters the cache only after its write has succeeded, and a failed write
 * clears the cache, since it is then unknown what was stored. Not thread-safe. The cache is a LinkedHashMap, not
 * Caffeine: it is used by one thread on the hot path, and needs neither expiry nor concurrency.
 */
public final class ExactCounters {

    private final CounterStore store;
    private final Map<CellKey, StampedValue> cache;

    /** What was read since the last write, and is not in the cache; empty for what is not stored. */
    private final Map<CellKey, Optional<StampedValue>> read = new HashMap<>();

    /** Counts in {@code store}, which is not closed by this class; at most {@code cachedKeys} counts are cached. */
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
     * @param txid the batch's transaction ID; at least 1
     * @param additions the clicks to add per counter
     * @return the counters' values after the batch, in the order of {@code additions}
     * @throws StoreException.Unavailable if the batch is not known to be stored; add it again
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
                throw new StoreException.Refused("Cannot add batch " + txid + " to " + key + ": batch " + before.txid()
                        + " has already been added to it. The topology's transaction state in ZooKeeper is"
                        + " older than the counts, or another topology uses the same tables. Nothing was"
                        + " added.");
            }
        });
        write(changed);
        return sums;
    }

    /** Forgets all cached values; they are read again. */
    void clearCache() {
        cache.clear();
        read.clear();
    }

    /**
     * The stored values of counters, from the cache where it has them; those that were never written are absent.
     *
     * @throws StoreException.Unavailable if the store is unavailable
     */
    Map<CellKey, StampedValue> stored(Collection<CellKey> keys) {
        Map<CellKey, StampedValue> stored = new HashMap<>();
        Set<CellKey> unknown = new LinkedHashSet<>();
        for (CellKey key : keys) {
            StampedValue cached = cache.get(key);
            if (cached != null) {
                stored.put(key, cached);
            } else if (read.containsKey(key)) {
                read.get(key).ifPresent(value -> stored.put(key, value));
            } else {
                unknown.add(key);
            }
        }
        if (!unknown.isEmpty()) {
            Map<CellKey, StampedValue> found = store.read(unknown);
            unknown.forEach(key -> read.put(key, Optional.ofNullable(found.get(key))));
            stored.putAll(found);
        }
        return stored;
    }

    private void write(Map<CellKey, StampedValue> changed) {
        read.clear();
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
