package io.coursepulse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.FaultyStore.Fault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Counts batches into a store under every kind of failure: batches fail at random steps and are replayed, sometimes
 * again after they have succeeded; tasks die with their caches and connections, and writes of dead tasks arrive late.
 * After every batch the store must contain the plain sums.
 *
 * <p>Prints its seed; {@code -Dseed=} repeats a run.
 */
public final class ReplaySimulation implements AutoCloseable {

    private static final int TASKS = 2;
    private static final LocalDate DAY = LocalDate.of(2017, 11, 11);
    private static final List<String> OUTCOMES = List.of("counted", "other_page", "no_line");
    private static final Dimension DIMENSION = Dimension.COURSE;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final String name;
    private final Supplier<CounterStore> open;
    private final int cachedKeys;
    private final CounterStore observer;
    private final CounterStore zombie;
    private final FaultyStore ledgerStore;
    private final Ledger ledger;
    private final FaultyStore[] stores = new FaultyStore[TASKS];
    private final ExactCounters[] tasks = new ExactCounters[TASKS];
    private final Map<CellKey, Long> sums = new HashMap<>();
    private final Map<String, Long> next = new HashMap<>();
    private final Map<String, Map<String, Long>> outcomes = new HashMap<>();
    private int failures;

    /** The last batch that all counters have. */
    private long counted;

    /**
     * Prepares a run.
     *
     * @param name letters; distinguishes this run's rows from those of other runs in the same tables
     * @param open opens a new instance of the store, as another task would
     * @param cachedKeys the number of counters that each task caches
     */
    public ReplaySimulation(String name, Supplier<CounterStore> open, int cachedKeys) {
        this.name = name;
        this.open = open;
        this.cachedKeys = cachedKeys;
        this.observer = open.get();
        this.zombie = open.get();
        this.ledgerStore = new FaultyStore(open.get(), random) {
            /** The counters have no shards here, and other runs use the same tables. */
            @Override
            public Map<CellKey, StampedValue> read(Collection<CellKey> keys) {
                return keys.contains(CounterShards.cell(0)) ? positions(keys) : super.read(keys);
            }
        };
        this.ledger = new Ledger(ledgerStore, OUTCOMES);
        System.out.println("ReplaySimulation " + name + ": -Dseed=" + seed);
    }

    /** Counts that many batches and checks all values after each. */
    public void run(int batches) {
        for (long txid = 1; txid <= batches; txid++) {
            List<LedgerEntry> entries = entries();
            List<Map<CellKey, Long>> additions = additions();
            boolean overtakes = random.nextInt(5) == 0;
            Map<CellKey, StampedValue> before = overtakes ? stored() : Map.of();
            boolean committed = false;
            for (int attempt = 0; !committed || random.nextInt(4) == 0; attempt++) {
                boolean mayFail = attempt < 6 && random.nextInt(3) > 0;
                committed |= attempt(txid, entries, additions, mayFail);
            }
            if (overtakes) {
                // A late write of older values must have no effect.
                zombie.write(before);
            }
            counted = txid;
            check(txid);
        }
        assertThat(failures).as(what(0)).isGreaterThan(batches / 4);
    }

    private Map<CellKey, StampedValue> positions(Collection<CellKey> shards) {
        Map<CellKey, StampedValue> positions = new HashMap<>();
        shards.forEach(shard -> positions.put(shard, new StampedValue(0, counted)));
        return positions;
    }

    private String what(long txid) {
        return "-Dseed=" + seed + ", " + name + ", batch " + txid;
    }

    private List<LedgerEntry> entries() {
        List<LedgerEntry> entries = new ArrayList<>();
        for (String partition : List.of(name + "-0", name + "-1", name + "-2")) {
            if (random.nextInt(3) > 0) {
                long from = next.getOrDefault(partition, 1_000L);
                long to = from;
                Map<String, Long> lines = new HashMap<>();
                for (String outcome : OUTCOMES) {
                    long count = random.nextInt(3);
                    if (count > 0) {
                        lines.put(outcome, count);
                        outcomes.computeIfAbsent(partition, key -> new HashMap<>())
                                .merge(outcome, count, Long::sum);
                    }
                    to += count;
                }
                next.put(partition, to);
                entries.add(new LedgerEntry(partition, 7, true, from, to, 0, 3, from, Map.of(), lines, Map.of()));
            }
        }
        return entries;
    }

    /** The additions of each task; a counter belongs to one task, as after a groupBy. */
    private List<Map<CellKey, Long>> additions() {
        List<Map<CellKey, Long>> additions = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            Map<CellKey, Long> own = new LinkedHashMap<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                String course = name + "-" + task + "-" + random.nextInt(8);
                own.put(
                        CellKey.counter(DIMENSION.table(), CounterRow.dayPrefix(DIMENSION, DAY) + course),
                        1L + random.nextInt(100));
            }
            own.forEach((key, addition) -> sums.merge(key, addition, Long::sum));
            additions.add(own);
        }
        return additions;
    }

    private boolean attempt(long txid, List<LedgerEntry> entries, List<Map<CellKey, Long>> additions, boolean mayFail) {
        try {
            fault(ledgerStore, mayFail);
            ledger.write(txid, entries);
        } catch (StoreException.Unavailable e) {
            failures++;
            return false;
        }
        boolean complete = true;
        for (int task = 0; task < TASKS; task++) {
            try {
                if (tasks[task] == null || random.nextInt(20) == 0) {
                    startTask(task);
                }
                fault(stores[task], mayFail);
                Map<CellKey, Long> values = tasks[task].add(txid, additions.get(task));
                assertThat(values.keySet())
                        .as(what(txid))
                        .isEqualTo(additions.get(task).keySet());
                values.forEach((key, value) ->
                        assertThat(value).as("%s, %s", what(txid), key).isEqualTo(sums.get(key)));
            } catch (StoreException.Unavailable e) {
                failures++;
                complete = false;
            }
        }
        return complete;
    }

    private void startTask(int task) {
        if (stores[task] != null) {
            stores[task].close();
        }
        stores[task] = new FaultyStore(open.get(), random);
        tasks[task] = new ExactCounters(stores[task], cachedKeys);
    }

    private void fault(FaultyStore store, boolean mayFail) {
        store.clearFault();
        if (mayFail && random.nextBoolean()) {
            store.failNext(Fault.values()[random.nextInt(Fault.values().length)]);
        }
    }

    /** All stored values of this run. */
    private Map<CellKey, StampedValue> stored() {
        Map<CellKey, StampedValue> stored = new HashMap<>(observer.read(sums.keySet()));
        ledgerRows()
                .forEach((partition, row) -> row.forEach(
                        (column, value) -> stored.put(new CellKey(Ledger.TABLE, partition, column), value)));
        return stored;
    }

    private Map<String, Map<String, StampedValue>> ledgerRows() {
        Map<String, Map<String, StampedValue>> rows = new TreeMap<>(observer.ledger());
        rows.keySet().removeIf(partition -> !partition.startsWith(name + "-"));
        return rows;
    }

    private void check(long txid) {
        Map<String, Long> expected = new TreeMap<>();
        sums.forEach((key, sum) -> expected.put(key.row(), sum));
        Map<String, Long> found = new LinkedHashMap<>();
        for (CounterValue count : observer.day(DIMENSION, DAY)) {
            if (count.row().course().startsWith(name + "-")) {
                found.put(count.row().key(), count.count());
            }
        }
        assertThat(found).as(what(txid)).containsExactlyEntriesOf(expected);
        Map<String, Map<String, StampedValue>> rows = ledgerRows();
        assertThat(rows.keySet()).as(what(txid)).isEqualTo(next.keySet());
        rows.forEach((partition, row) -> checkPartition(what(txid) + ", " + partition, partition, row));
    }

    private void checkPartition(String what, String partition, Map<String, StampedValue> row) {
        long sum = 0;
        for (String outcome : OUTCOMES) {
            long lines = row.containsKey(outcome) ? row.get(outcome).value() : 0;
            assertThat(lines)
                    .as(what + ", " + outcome)
                    .isEqualTo(outcomes.getOrDefault(partition, Map.of()).getOrDefault(outcome, 0L));
            sum += lines;
        }
        assertThat(row.get(Ledger.FIRST_OFFSET).value()).as(what).isEqualTo(1_000);
        assertThat(row.get(Ledger.NEXT_OFFSET).value())
                .as(what)
                .isEqualTo(next.get(partition))
                .isEqualTo(1_000 + sum);
    }

    @Override
    public void close() {
        observer.close();
        zombie.close();
        ledgerStore.close();
        for (FaultyStore store : stores) {
            if (store != null) {
                store.close();
            }
        }
    }
}
