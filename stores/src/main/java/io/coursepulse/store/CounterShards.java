package io.coursepulse.store;

import io.coursepulse.dimension.CounterRow;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How far each shard of the counters is. All counters of a course and day are in one shard; each counter task has some
 * of the shards. After a batch has been added to all counters of a shard, its position is set to that batch, also if
 * nothing of the batch was for that shard.
 *
 * <p>The positions close three gaps that Trident leaves:
 *
 * <ul>
 *   <li>A batch is written to the ledger only after all shards have the batch before it ({@link #checkComplete}). Trident
 *       takes a batch for committed when its tuples are acknowledged; two coordinators that both believe to be in charge
 *       can make it acknowledge a batch that a counter task has not added.
 *   <li>A counter task adds a batch only if its shards have the one before it, or this one already.
 *   <li>A task that was cut off, while another one counted in its place, finds positions that it has not written itself,
 *       and drops what it has cached.
 * </ul>
 *
 * They are in a table of their own, in one row with a column for each shard. The value is a digest of the offsets of the
 * batch, the txid is the batch. The number of shards is fixed, so that it does not depend on the number of tasks.
 */
public final class CounterShards {

    /** The table. */
    public static final String TABLE = "counter_shards";

    /** The number of shards, and so the maximum number of counter tasks. */
    public static final int COUNT = 32;

    private static final String ROW = "position";

    /** They are read several times in each batch. */
    private static final List<CellKey> CELLS = IntStream.range(0, COUNT)
            .mapToObj(shard -> new CellKey(TABLE, ROW, String.format(Locale.ROOT, "shard_%02d", shard)))
            .toList();

    private CounterShards() {}

    /** The shard of a counter, from 0 to {@link #COUNT} - 1. */
    public static int of(CounterRow row) {
        int ofOthers = BoundedKeys.shardOfOthers(row.course());
        if (ofOthers >= 0) {
            return ofOthers;
        }
        int hash = 31 * row.course().hashCode() + Long.hashCode(row.day().toEpochDay());
        // The finalizer of MurmurHash3: similar texts have similar hash codes, and would be in the same few shards.
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return Math.floorMod(hash ^ hash >>> 16, COUNT);
    }

    /** The shards of one of {@code tasks} counter tasks. */
    public static List<Integer> ofTask(int task, int tasks) {
        return IntStream.range(0, COUNT)
                .filter(shard -> task(shard, tasks) == task)
                .boxed()
                .toList();
    }

    /** Which of {@code tasks} counter tasks has the shard. */
    public static int task(int shard, int tasks) {
        return shard % tasks;
    }

    /**
     * Reads the positions of shards; those that have none yet are absent.
     *
     * @throws StoreException.Unavailable if the store is unavailable
     */
    static Map<Integer, StampedValue> read(CounterStore store, Collection<Integer> shards) {
        return positions(store.read(shards.stream().map(CounterShards::cell).toList()), shards);
    }

    /** The positions of shards, of those whose cells were found. */
    static Map<Integer, StampedValue> positions(Map<CellKey, StampedValue> cells, Collection<Integer> shards) {
        Map<Integer, StampedValue> positions = new TreeMap<>();
        for (int shard : shards) {
            StampedValue position = cells.get(cell(shard));
            if (position != null) {
                positions.put(shard, position);
            }
        }
        return positions;
    }

    /**
     * The last batch that any shard has; 0 if there is none.
     *
     * @throws StoreException.Unavailable if the store is unavailable
     */
    public static long newestBatch(CounterStore store) {
        return read(store, all()).values().stream()
                .mapToLong(StampedValue::txid)
                .max()
                .orElse(0);
    }

    static List<Integer> all() {
        return IntStream.range(0, COUNT).boxed().toList();
    }

    /**
     * The cell of a shard's position.
     *
     * @param shard from 0 to {@link #COUNT} - 1
     */
    public static CellKey cell(int shard) {
        return CELLS.get(shard);
    }

    /**
     * Checks that a batch which is not in the ledger may be written there: that all shards have the batch before it and
     * none has the batch itself. A store without any positions is new, or of an earlier version, and is not checked.
     *
     * @param hasLines whether the batch would add lines to the ledger
     * @param follows whether the ledger has a batch of a version that sets positions
     * @throws StoreException.Refused if that is not so
     * @throws StoreException.Unavailable if the store is unavailable
     */
    static void checkComplete(CounterStore store, long txid, boolean hasLines, boolean follows) {
        Map<Integer, StampedValue> positions = read(store, all());
        if (positions.isEmpty() && !follows) {
            return;
        }
        for (int shard = 0; shard < COUNT; shard++) {
            StampedValue position = positions.get(shard);
            if (position == null || position.txid() < txid - 1) {
                throw new StoreException.Refused("Batch " + txid + " cannot be counted: the counters of shard " + shard
                        + (position == null ? " have no batch" : " end at batch " + position.txid())
                        + ", so clicks of a batch before this one are missing. Nothing of this batch was counted. Kill"
                        + " the topology, run `recover`, which makes it replay the newest batch of the ledger, and"
                        + " submit it again.");
            }
            if (position.txid() >= txid && hasLines) {
                throw new StoreException.Refused("Batch " + txid + " cannot be counted with these offsets: the counters"
                        + " of shard " + shard + " are at batch " + position.txid()
                        + " already, but the ledger has no such lines. The transaction state in ZooKeeper was lost or is"
                        + " outdated, or another topology uses the same tables. Nothing of it was counted. Kill the"
                        + " topology, run `recover`, and submit it again.");
            }
        }
    }
}
