package io.coursepulse.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.counter.MemoryStore.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Batches fail at random steps, are tried again, and sometimes once more after they have succeeded; tasks die with
 * their caches, and what a dead one has sent arrives late. The store must hold the plain sums after every batch.
 */
class ReplayTest {

    private static final int BATCHES = 400;
    private static final int TASKS = 2;
    private static final List<String> OUTCOMES = List.of("counted", "other_page", "no_line");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final MemoryStore store = new MemoryStore(random);
    private final Ledger ledger = new Ledger(store, OUTCOMES);
    private final ExactCounters[] tasks = new ExactCounters[TASKS];
    private final Map<CellKey, Long> sums = new HashMap<>();
    private final Map<String, Long> next = new HashMap<>();
    private final Map<String, Map<String, Long>> outcomes = new HashMap<>();
    private int failures;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void equalsAPlainSum(int cachedKeys) {
        for (long txid = 1; txid <= BATCHES; txid++) {
            List<LedgerEntry> entries = entries();
            List<Map<CellKey, Long>> additions = additions();
            Map<CellKey, StampedValue> before = Map.copyOf(store.cells());
            boolean committed = false;
            for (int attempt = 0; !committed || random.nextInt(4) == 0; attempt++) {
                boolean mayFail = attempt < 6 && random.nextInt(3) > 0;
                committed |= attempt(txid, entries, additions, mayFail, cachedKeys);
            }
            if (random.nextInt(5) == 0) {
                store.heal();
                // Overtaken by this batch, so it must not be seen.
                store.write(before);
            }
            check(txid);
        }
        assertThat(failures).as(what(0)).isGreaterThan(BATCHES / 4);
    }

    private String what(long txid) {
        return "-Dseed=" + seed + ", batch " + txid;
    }

    private List<LedgerEntry> entries() {
        List<LedgerEntry> entries = new ArrayList<>();
        for (String partition : List.of("access-log-0", "access-log-1", "access-log-2")) {
            if (random.nextInt(3) > 0) {
                long from = next.getOrDefault(partition, 1_000L);
                long to = from;
                Map<String, Long> lines = new HashMap<>();
                for (String outcome : OUTCOMES) {
                    long count = random.nextInt(3);
                    if (count > 0) {
                        lines.put(outcome, count);
                        outcomes.computeIfAbsent(partition, name -> new HashMap<>())
                                .merge(outcome, count, Long::sum);
                    }
                    to += count;
                }
                next.put(partition, to);
                entries.add(new LedgerEntry(partition, from, to, 0, lines));
            }
        }
        return entries;
    }

    /** What each task is to add; a counter belongs to one task, as behind a grouping. */
    private List<Map<CellKey, Long>> additions() {
        List<Map<CellKey, Long>> additions = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            Map<CellKey, Long> own = new LinkedHashMap<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                CellKey key = CellKey.counter("course_clickcount", "20171111_" + task + "-" + random.nextInt(8));
                own.put(key, 1L + random.nextInt(100));
            }
            own.forEach((key, addition) -> sums.merge(key, addition, Long::sum));
            additions.add(own);
        }
        return additions;
    }

    private boolean attempt(
            long txid, List<LedgerEntry> entries, List<Map<CellKey, Long>> additions, boolean mayFail, int cachedKeys) {
        try {
            fault(mayFail);
            ledger.write(txid, entries);
        } catch (StoreException.Unavailable e) {
            failures++;
            return false;
        }
        boolean complete = true;
        for (int task = 0; task < TASKS; task++) {
            try {
                if (tasks[task] == null || random.nextInt(20) == 0) {
                    tasks[task] = new ExactCounters(store, cachedKeys);
                }
                fault(mayFail);
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

    private void fault(boolean mayFail) {
        store.heal();
        if (mayFail && random.nextBoolean()) {
            store.failNext(Fault.values()[random.nextInt(Fault.values().length)]);
        }
    }

    private void check(long txid) {
        sums.forEach((key, sum) -> assertThat(store.cells().get(key).value())
                .as("%s, %s", what(txid), key)
                .isEqualTo(sum));
        store.ledger().forEach((partition, row) -> {
            String what = what(txid) + ", " + partition;
            long counted = 0;
            for (String outcome : OUTCOMES) {
                long lines = row.containsKey(outcome) ? row.get(outcome).value() : 0;
                assertThat(lines)
                        .as(what + ", " + outcome)
                        .isEqualTo(outcomes.getOrDefault(partition, Map.of()).getOrDefault(outcome, 0L));
                counted += lines;
            }
            long first = row.get(Ledger.FIRST_OFFSET).value();
            assertThat(first).as(what).isEqualTo(1_000);
            assertThat(row.get(Ledger.NEXT_OFFSET).value())
                    .as(what)
                    .isEqualTo(next.get(partition))
                    .isEqualTo(first + counted);
        });
    }
}
