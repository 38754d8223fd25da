package io.coursepulse.store;

import io.coursepulse.dimension.CounterRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Holds counting at rest for a repair, tells the counter tasks that their caches are out of date, and keeps a log of
 * repairs. All are in the row {@code control} of {@link CounterShards#TABLE}.
 *
 * <p>A pause is a time in the store until which the ledger accepts no new batch; it ends by itself, so that a repair that
 * died does not stop counting for ever. A batch that is in the ledger already still reaches the counters. Counting is at
 * rest when all shards have the ledger's newest batch.
 *
 * <p>A repair changes the number of repairs before its first change of a counter and after its last one. A counter task
 * reads that number before each batch, and drops its cache when it has changed. So what a repair has set is not
 * overwritten from a cache, wherever it stopped:
 *
 * <ul>
 *   <li>A cache that was filled before the first change is dropped, also if the repair died after that change.
 *   <li>A cache that was filled between the two, by a batch that passed the check of the pause before it began and was
 *       then held up, is dropped after the second. That batch itself may overwrite a counter that was just set. It is in
 *       the ledger by then, so the recount after the repair differs and the repair is reported as failed.
 * </ul>
 *
 * <p>The stamps of the row are times, but each is later than the one before also if the clock is not: a store keeps the
 * value with the highest stamp.
 */
public final class CountingPause {

    private static final String ROW = "control";
    private static final CellKey PAUSED_UNTIL = cell("paused_until");
    private static final String REPAIR = "repair_";

    /** How often a repair has begun or ended. */
    static final CellKey REPAIRS = cell("repairs");

    /** So many numbers of repairs are told apart in the log; each repair takes two. */
    private static final int MAX_KEPT = 100;

    private CountingPause() {}

    /**
     * A repair in the log.
     *
     * @param day the day that was repaired
     * @param ended empty if it is running, or has died
     * @param counters how many counters it has changed; 0 until it has ended
     */
    public record Repair(LocalDate day, Instant begun, Optional<Instant> ended, long counters) {}

    /** Lets the ledger accept no new batch for that long. Can be repeated to extend it. */
    public static void pause(CounterStore store, Instant now, Duration length) {
        writePausedUntil(store, now, now.plus(length).toEpochMilli());
    }

    /** Ends the pause. */
    public static void end(CounterStore store, Instant now) {
        writePausedUntil(store, now, 0);
    }

    private static void writePausedUntil(CounterStore store, Instant now, long until) {
        store.write(Map.of(PAUSED_UNTIL, new StampedValue(until, stampAfter(read(store, PAUSED_UNTIL), now))));
    }

    /**
     * Checks that counting is not paused.
     *
     * @throws StoreException.Unavailable if it is; the batch is tried again
     */
    static void check(CounterStore store, Instant now) {
        StampedValue until = read(store, PAUSED_UNTIL);
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
        Map<Integer, StampedValue> positions = CounterShards.read(store, CounterShards.all());
        Set<Long> batches = new HashSet<>();
        positions.values().forEach(position -> batches.add(position.txid()));
        return positions.isEmpty() || positions.size() == CounterShards.COUNT && batches.equals(Set.of(newest));
    }

    /**
     * Sets a counter, at rest, whatever has written it.
     *
     * @param expected the value that the caller has read; empty if there was none
     * @param newest the ledger's newest batch, which the new value includes
     * @return false if the stored value is another one; nothing has changed then
     * @throws StoreException.Refused if the store hides what is written
     */
    public static boolean set(CounterStore store, CellKey counter, OptionalLong expected, long value, long newest) {
        StampedValue repaired = new StampedValue(value, newest);
        boolean set;
        if (expected.isEmpty()) {
            set = store.writeIf(counter, expected, Map.of(counter, repaired));
        } else {
            StampedValue found = read(store, counter);
            set = found != null
                    && found.value() == expected.getAsLong()
                    && replace(store, counter, found, repaired, newest);
        }
        if (set && read(store, counter) == null) {
            throw new StoreException.Refused(counter + " was deleted with a newer timestamp than any batch, as by the"
                    + " HBase shell, which hides what is written. Run `flush '" + counter.table() + "'` and"
                    + " `major_compact '" + counter.table()
                    + "'` in the HBase shell, wait until that is done, and repeat it.");
        }
        return set;
    }

    /**
     * Gives a counter that was written with a later batch than there is, by something else than CoursePulse, the batch
     * that its shard has. The value stays. A counter task refuses such a counter, so that counting may never come to rest
     * before. If the shard has yet to add the newest batch, it adds it to that value.
     *
     * @param found the cell as the caller has read it
     * @param newest the ledger's newest batch
     * @return false if the cell is another one; nothing has changed then
     */
    public static boolean lowerStamp(CounterStore store, CounterRow counter, StampedValue found, long newest) {
        int shard = CounterShards.of(counter);
        StampedValue position = CounterShards.read(store, List.of(shard)).get(shard);
        long batch = position == null ? newest : Math.min(position.txid(), newest);
        return replace(store, CellKey.counter(counter), found, new StampedValue(found.value(), batch), newest);
    }

    /** In HBase a cell may cover others that were written in the same way; they are replaced too. */
    private static boolean replace(
            CounterStore store, CellKey counter, StampedValue expected, StampedValue value, long newest) {
        StampedValue found = expected;
        do {
            if (!store.replace(counter, found, value)) {
                return false;
            }
            found = read(store, counter);
        } while (found != null && found.txid() > newest);
        return true;
    }

    /**
     * Notes that a repair begins, before it changes anything.
     *
     * @return its number, for {@link #repaired}
     * @throws StoreException.Unavailable if another repair began at the same time
     */
    public static long repairing(CounterStore store, Instant now, LocalDate day) {
        StampedValue before = read(store, REPAIRS);
        long number = before == null ? 1 : before.value() + 1;
        long stamp = stampAfter(before, now);
        Map<CellKey, StampedValue> values = new HashMap<>();
        values.put(REPAIRS, new StampedValue(number, stamp));
        values.put(cell(column(number, "day")), new StampedValue(day.toEpochDay(), stamp));
        values.put(cell(column(number, "begun")), new StampedValue(now.toEpochMilli(), stamp));
        values.put(cell(column(number, "ended")), new StampedValue(0, stamp));
        values.put(cell(column(number, "counters")), new StampedValue(0, stamp));
        OptionalLong expected = before == null ? OptionalLong.empty() : OptionalLong.of(before.value());
        if (!store.writeIf(REPAIRS, expected, values)) {
            throw new StoreException.Unavailable(
                    "Another repair began at the same time. Repeat it when that has ended.", null);
        }
        return number;
    }

    /**
     * Notes that a repair has ended, also if it has failed.
     *
     * @param number as {@link #repairing} returned it
     * @param counters how many counters it has changed
     */
    public static void repaired(CounterStore store, Instant now, long number, long counters) {
        StampedValue before = read(store, REPAIRS);
        long stamp = stampAfter(before, now);
        store.write(Map.of(
                REPAIRS,
                new StampedValue(before == null ? number : before.value() + 1, stamp),
                cell(column(number, "ended")),
                new StampedValue(now.toEpochMilli(), stamp),
                cell(column(number, "counters")),
                new StampedValue(counters, stamp)));
    }

    /** The last repairs, in their order. */
    public static List<Repair> repairs(CounterReader store) {
        Map<String, StampedValue> columns = store.rows(CounterShards.TABLE, ROW).getOrDefault(ROW, Map.of());
        long last =
                columns.getOrDefault(REPAIRS.column(), new StampedValue(0, 0)).value();
        List<Repair> repairs = new ArrayList<>();
        for (long number = Math.max(1, last - MAX_KEPT + 1); number <= last; number++) {
            StampedValue day = columns.get(column(number, "day"));
            StampedValue begun = columns.get(column(number, "begun"));
            StampedValue ended = columns.get(column(number, "ended"));
            StampedValue counters = columns.get(column(number, "counters"));
            if (day != null && begun != null && ended != null && counters != null) {
                repairs.add(new Repair(
                        LocalDate.ofEpochDay(day.value()),
                        Instant.ofEpochMilli(begun.value()),
                        ended.value() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended.value())),
                        counters.value()));
            }
        }
        return repairs;
    }

    private static String column(long number, String what) {
        return String.format(Locale.ROOT, "%s%02d_%s", REPAIR, number % MAX_KEPT, what);
    }

    private static CellKey cell(String column) {
        return new CellKey(CounterShards.TABLE, ROW, column);
    }

    private static StampedValue read(CounterStore store, CellKey cell) {
        return store.read(List.of(cell)).get(cell);
    }

    private static long stampAfter(StampedValue before, Instant now) {
        return Math.max(now.toEpochMilli(), before == null ? 0 : before.txid() + 1);
    }
}
