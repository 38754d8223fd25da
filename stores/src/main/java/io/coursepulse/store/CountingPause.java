package io.coursepulse.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds counting at rest for a repair, and tells the counter tasks afterwards that their caches are out of date.
 *
 * <p>A pause is a time in the store until which the ledger accepts no new batch; it ends by itself, so that a repair that
 * died does not stop counting for ever. A batch that is in the ledger already still reaches the counters. Counting is at
 * rest when all shards have the ledger's newest batch.
 *
 * <p>A repair changes counters at rest, and then the number of repairs. A counter task reads that number before each
 * batch, and drops its cache when it has changed. A task that read it before has a batch that is in the ledger, whose
 * position it writes last; so counting was not at rest. All are in the row {@code control} of {@link CounterShards#TABLE}.
 */
public final class CountingPause {

    private static final String ROW = "control";
    private static final CellKey PAUSED_UNTIL = new CellKey(CounterShards.TABLE, ROW, "paused_until");
    private static final String REPAIRED = "repaired_";

    /** The number of repairs so far. */
    static final CellKey REPAIRS = new CellKey(CounterShards.TABLE, ROW, "repairs");

    /** Every other repair is remembered for less time than this. */
    private static final int MAX_KEPT = 100;

    private CountingPause() {}

    /** When a repair changed how many counters. */
    public record Repair(Instant time, long counters) {}

    /** Lets the ledger accept no new batch for that long. Can be repeated to extend it. */
    public static void pause(CounterStore store, Instant now, Duration length) {
        store.write(Map.of(PAUSED_UNTIL, new StampedValue(now.plus(length).toEpochMilli(), now.toEpochMilli())));
    }

    /** Ends the pause. */
    public static void end(CounterStore store, Instant now) {
        store.write(Map.of(PAUSED_UNTIL, new StampedValue(0, now.toEpochMilli())));
    }

    /**
     * Checks that counting is not paused.
     *
     * @throws StoreException.Unavailable if it is; the batch is tried again
     */
    static void check(CounterStore store, Instant now) {
        StampedValue until = store.read(List.of(PAUSED_UNTIL)).get(PAUSED_UNTIL);
        if (until != null && until.value() > now.toEpochMilli()) {
            throw new StoreException.Unavailable(
                    "Counting is paused by `repair` until " + Instant.ofEpochMilli(until.value()) + " at the latest",
                    null);
        }
    }

    /**
     * Whether all shards have the ledger's newest batch.
     *
     * @param newest that batch
     */
    public static boolean isAtRest(CounterStore store, long newest) {
        Set<Long> batches = new HashSet<>();
        CounterShards.read(store, CounterShards.all()).values().forEach(position -> batches.add(position.txid()));
        return batches.isEmpty() || batches.equals(Set.of(newest));
    }

    /**
     * Sets a counter, at rest, whatever has written it.
     *
     * @param expected the value that the caller has read; empty if there was none
     * @param newest the ledger's newest batch, which the new value includes
     * @return false if the stored value is another one; nothing has changed then
     */
    public static boolean set(CounterStore store, CellKey counter, OptionalLong expected, long value, long newest) {
        StampedValue repaired = new StampedValue(value, newest);
        if (expected.isEmpty()) {
            return store.writeIf(counter, expected, Map.of(counter, repaired));
        }
        StampedValue found = store.read(List.of(counter)).get(counter);
        return found != null && found.value() == expected.getAsLong() && store.replace(counter, found, repaired);
    }

    /** Notes a repair, after which every counter task reads its counters again. */
    public static void repaired(CounterStore store, Instant now, long counters) {
        StampedValue before = store.read(List.of(REPAIRS)).get(REPAIRS);
        long number = before == null ? 1 : before.value() + 1;
        String column = REPAIRED + number % MAX_KEPT;
        // The time is the stamp, as everywhere in this row.
        store.write(Map.of(
                REPAIRS,
                new StampedValue(number, now.toEpochMilli()),
                new CellKey(CounterShards.TABLE, ROW, column),
                new StampedValue(counters, now.toEpochMilli())));
    }

    /** The last repairs, oldest first. */
    public static List<Repair> repairs(CounterReader store) {
        Map<Instant, Repair> repairs = new TreeMap<>();
        store.rows(CounterShards.TABLE, ROW)
                .values()
                .forEach(columns -> columns.forEach((column, value) -> {
                    if (column.startsWith(REPAIRED)) {
                        Instant time = Instant.ofEpochMilli(value.txid());
                        repairs.put(time, new Repair(time, value.value()));
                    }
                }));
        return List.copyOf(repairs.values());
    }
}
