package io.coursepulse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of {@link CounterStore}, run against every store. Each test uses its own rows. */
public abstract class CounterStoreContract {

    private static final LocalDate DAY = LocalDate.of(2017, 11, 11);

    /** A part of the keys, unique to each test. */
    private final String testPrefix = UUID.randomUUID().toString().substring(0, 8);

    /** Opens a new instance of the store, as another process would. */
    protected abstract CounterStore open() throws Exception;

    /** Drops all tables. */
    protected abstract void dropTables() throws Exception;

    private CellKey course(String course) {
        return CellKey.counter(
                Dimension.COURSE.table(), CounterRow.dayPrefix(Dimension.COURSE, DAY) + testPrefix + course);
    }

    private CellKey ledger(String partition, String column) {
        return new CellKey(Ledger.TABLE, testPrefix + partition, column);
    }

    @Test
    void tablesThatDoNotExistReadAsEmpty() throws Exception {
        dropTables();
        try (CounterReader reader = open()) {
            for (Dimension dimension : Dimension.values()) {
                assertThat(reader.day(dimension, DAY)).isEmpty();
            }
            assertThat(reader.ledger()).isEmpty();
        }
    }

    @Test
    void writesAreVisibleToOtherInstances() throws Exception {
        try (CounterStore store = open();
                CounterStore other = open()) {
            assertThat(other.read(Set.of(course("1"), course("2")))).isEmpty();
            store.write(Map.of(course("1"), new StampedValue(7, 3), ledger("-0", "counted"), new StampedValue(9, 3)));
            Set<CellKey> asked = Set.of(course("1"), course("2"), ledger("-0", "counted"), ledger("-0", "other"));
            assertThat(store.read(asked))
                    .isEqualTo(other.read(asked))
                    .isEqualTo(Map.of(
                            course("1"), new StampedValue(7, 3), ledger("-0", "counted"), new StampedValue(9, 3)));
            store.write(Map.of(course("1"), new StampedValue(8, 4)));
            assertThat(other.read(asked).get(course("1"))).isEqualTo(new StampedValue(8, 4));
        }
    }

    @Test
    void acceptsEmptyReadsAndWrites() throws Exception {
        try (CounterStore store = open()) {
            assertThat(store.read(Set.of())).isEmpty();
            store.write(Map.of());
        }
    }

    @Test
    void lowerTxidIsIgnoredAndEqualTxidOverwrites() throws Exception {
        CellKey counter = course("1");
        CellKey offset = ledger("-0", Ledger.NEXT_OFFSET);
        try (CounterStore store = open()) {
            store.write(Map.of(counter, new StampedValue(50, 5), offset, new StampedValue(500, 5)));
            store.write(Map.of(
                    counter,
                    new StampedValue(40, 4),
                    offset,
                    new StampedValue(400, 4),
                    course("2"),
                    new StampedValue(1, 4)));
            assertThat(store.read(Set.of(counter, offset, course("2"))))
                    .isEqualTo(Map.of(
                            counter,
                            new StampedValue(50, 5),
                            offset,
                            new StampedValue(500, 5),
                            course("2"),
                            new StampedValue(1, 4)));
            store.write(Map.of(counter, new StampedValue(50, 5), offset, new StampedValue(501, 5)));
            assertThat(store.read(Set.of(counter, offset)))
                    .isEqualTo(Map.of(counter, new StampedValue(50, 5), offset, new StampedValue(501, 5)));
        }
    }

    @Test
    void findsCounterWrittenAfterABatch() throws Exception {
        // The scan is of whole tables, in which other tests have rows.
        dropTables();
        try (CounterStore store = open()) {
            store.write(Map.of(course("1"), new StampedValue(1, 5), course("2"), new StampedValue(1, 7)));
            store.write(Map.of(ledger("-0", Ledger.NEXT_OFFSET), new StampedValue(500, 9)));
            assertThat(store.writtenAfter(Dimension.COURSE, 4)).isPresent();
            assertThat(store.writtenAfter(Dimension.COURSE, 6)).hasValue(course("2"));
            assertThat(store.writtenAfter(Dimension.COURSE, 7)).isEmpty();
            store.write(Map.of(course("1"), new StampedValue(2, 8)));
            assertThat(store.writtenAfter(Dimension.COURSE, 7)).hasValue(course("1"));
            assertThat(store.writtenAfter(Dimension.SEARCH, 0)).isEmpty();
        }
    }

    @Test
    void holdsTheLargestNumbers() throws Exception {
        try (CounterStore store = open()) {
            StampedValue largest = new StampedValue(Long.MAX_VALUE, 1L << 40);
            store.write(Map.of(course("1"), largest));
            assertThat(store.read(Set.of(course("1")))).isEqualTo(Map.of(course("1"), largest));
        }
    }

    @Test
    void keysAreCaseSensitive() throws Exception {
        Map<CellKey, StampedValue> values = Map.of(
                course("abc"), new StampedValue(1, 1),
                course("ABC"), new StampedValue(2, 1),
                course("Abc"), new StampedValue(3, 1));
        try (CounterStore store = open()) {
            store.write(values);
            assertThat(store.read(values.keySet())).isEqualTo(values);
            assertThat(store.read(Set.of(course("aBC"), course("ab"), course("abcd"), course("abc "))))
                    .isEmpty();
        }
    }

    /** Keywords can be in any script and contain spaces. */
    @Test
    void unicodeKeysAreDistinct() throws Exception {
        List<String> texts = List.of(
                "cafe",
                "caf\u00e9",
                "cafe\u0301",
                "\u5b9e\u6218",
                "\u5b9e \u6218",
                "\uff53",
                "\ud83d\udcca",
                "\ud83d\udcc8");
        String longest = "\ud83d\udcca".repeat(64);
        Map<CellKey, StampedValue> values = new HashMap<>();
        List<CounterValue> counts = new ArrayList<>();
        for (String text : Stream.concat(texts.stream(), Stream.of(longest)).toList()) {
            CounterRow row = new CounterRow(Dimension.KEYWORD, DAY, List.of(text), testPrefix);
            values.put(CellKey.counter(Dimension.KEYWORD.table(), row.key()), new StampedValue(values.size() + 1, 1));
            counts.add(new CounterValue(row, values.size()));
        }
        try (CounterStore store = open()) {
            store.write(values);
            assertThat(store.read(values.keySet())).isEqualTo(values);
            assertThat(store.day(Dimension.KEYWORD, DAY).stream()
                            .filter(count -> count.row().course().equals(testPrefix))
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(counts);
        }
    }

    @Test
    void returnsRowsOfDayInKeyOrder() throws Exception {
        CounterRow before = new CounterRow(Dimension.SEARCH, DAY.minusDays(1), List.of(testPrefix), "9");
        CounterRow after = new CounterRow(Dimension.SEARCH, DAY.plusDays(1), List.of(testPrefix), "0");
        List<CounterRow> rows = new ArrayList<>();
        for (String course : List.of("1", "10", "2", "A", "Z", "a-b", "ab")) {
            rows.add(new CounterRow(Dimension.SEARCH, DAY, List.of(testPrefix), course));
        }
        Map<CellKey, StampedValue> values = new HashMap<>();
        for (CounterRow row : rows) {
            values.put(CellKey.counter(Dimension.SEARCH.table(), row.key()), new StampedValue(rows.indexOf(row), 1));
        }
        for (CounterRow row : List.of(before, after)) {
            values.put(CellKey.counter(Dimension.SEARCH.table(), row.key()), new StampedValue(99, 1));
        }
        try (CounterStore store = open()) {
            store.write(values);
            List<CounterValue> rowsOfTheDay = store.day(Dimension.SEARCH, DAY).stream()
                    .filter(count -> count.row().parts().contains(testPrefix))
                    .toList();
            assertThat(rowsOfTheDay)
                    .isEqualTo(rows.stream()
                            .map(row -> new CounterValue(row, rows.indexOf(row)))
                            .toList());
        }
    }

    @Test
    void replacesAlsoAValueOfALaterBatch() throws Exception {
        CellKey cell =
                CellKey.counter(Dimension.COURSE.table(), CounterRow.formatDay(DAY) + "_" + testPrefix + "-replaced");
        StampedValue[] values = {
            new StampedValue(5, 3),
            new StampedValue(7_000, 1_510_372_800_000L),
            new StampedValue(6, 4),
            new StampedValue(8, 4)
        };
        try (CounterStore store = open()) {
            store.write(Map.of(cell, values[0]));
            store.write(Map.of(cell, values[1]));
            assertThat(store.replace(cell, values[0], values[2])).isFalse();
            assertThat(store.replace(cell, new StampedValue(7_001, values[1].txid()), values[2]))
                    .isFalse();
            assertThat(store.replace(cell, values[1], values[2])).isTrue();
            assertThat(store.read(Set.of(cell))).isEqualTo(Map.of(cell, values[2]));
            assertThat(store.replace(cell, values[2], values[3])).isTrue();
            store.write(Map.of(cell, new StampedValue(9, 5)));
            assertThat(store.read(Set.of(cell))).isEqualTo(Map.of(cell, new StampedValue(9, 5)));
        }
    }

    /** In HBase the cells are versions of one, and deleting the newest uncovers the one before. */
    @Test
    void setsACounterThatWasWrittenForSeveralLaterBatches() throws Exception {
        CellKey cell =
                CellKey.counter(Dimension.COURSE.table(), CounterRow.formatDay(DAY) + "_" + testPrefix + "-later");
        try (CounterStore store = open()) {
            for (long stamp : List.of(3L, 1_510_372_800_000L, 1_510_372_800_001L, 1_510_372_800_002L)) {
                store.write(Map.of(cell, new StampedValue(stamp, stamp)));
            }
            assertThat(CountingPause.set(store, cell, OptionalLong.of(1_510_372_800_002L), 6, 4))
                    .isTrue();
            assertThat(store.read(Set.of(cell))).isEqualTo(Map.of(cell, new StampedValue(6, 4)));
        }
    }

    @Test
    void returnsLedgerRowsWithColumns() throws Exception {
        try (CounterStore store = open()) {
            store.write(Map.of(
                    ledger("-0", Ledger.FIRST_OFFSET), new StampedValue(0, 1),
                    ledger("-0", Ledger.NEXT_OFFSET), new StampedValue(8, 2),
                    ledger("-0", "counted"), new StampedValue(8, 2),
                    ledger("-1", Ledger.NEXT_OFFSET), new StampedValue(3, 1)));
            assertThat(store.ledger())
                    .containsEntry(
                            testPrefix + "-0",
                            Map.of(
                                    Ledger.FIRST_OFFSET,
                                    new StampedValue(0, 1),
                                    Ledger.NEXT_OFFSET,
                                    new StampedValue(8, 2),
                                    "counted",
                                    new StampedValue(8, 2)))
                    .containsEntry(testPrefix + "-1", Map.of(Ledger.NEXT_OFFSET, new StampedValue(3, 1)));
        }
    }

    @Test
    void writesOnlyIfCellHoldsExpectedValue() throws Exception {
        CellKey next = ledger("-0", Ledger.NEXT_OFFSET);
        CellKey counted = ledger("-0", "counted");
        Map<CellKey, StampedValue> first = Map.of(next, new StampedValue(5, 1), counted, new StampedValue(5, 1));
        Map<CellKey, StampedValue> second = Map.of(next, new StampedValue(9, 2), counted, new StampedValue(8, 2));
        try (CounterStore store = open()) {
            assertThat(store.writeIf(next, OptionalLong.of(0), first)).isFalse();
            assertThat(store.read(first.keySet())).isEmpty();
            assertThat(store.writeIf(next, OptionalLong.empty(), first)).isTrue();
            assertThat(store.writeIf(next, OptionalLong.empty(), second)).isFalse();
            assertThat(store.writeIf(next, OptionalLong.of(4), second)).isFalse();
            assertThat(store.read(first.keySet())).isEqualTo(first);
            assertThat(store.writeIf(next, OptionalLong.of(5), second)).isTrue();
            assertThat(store.read(first.keySet())).isEqualTo(second);
        }
    }

    /** Each thread increments the offset if it still has the value that was read: no increment may happen twice. */
    @Test
    void onlyOneConcurrentConditionalWriteSucceeds() throws Exception {
        int writers = 4;
        int steps = 50;
        CellKey next = ledger("-0", Ledger.NEXT_OFFSET);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                work.add(() -> {
                    try (CounterStore store = open()) {
                        return countWins(steps, next, store);
                    }
                });
            }
            int wins = 0;
            for (Future<Integer> each : threads.invokeAll(work)) {
                wins += each.get();
            }
            assertThat(wins).isEqualTo(steps);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int countWins(int steps, CellKey next, CounterStore store) {
        int wins = 0;
        while (true) {
            StampedValue read = store.read(Set.of(next)).get(next);
            long before = read == null ? 0 : read.value();
            if (before == steps) {
                return wins;
            }
            OptionalLong expected = read == null ? OptionalLong.empty() : OptionalLong.of(before);
            try {
                if (store.writeIf(next, expected, Map.of(next, new StampedValue(before + 1, before + 1)))) {
                    wins++;
                }
            } catch (StoreException.Unavailable e) {
                // Lost the race for a lock while the server is available: nothing was stored.
                continue;
            }
        }
    }

    @Test
    void returnsCountsOfAllDays() throws Exception {
        CounterRow first = new CounterRow(Dimension.SEARCH, DAY, List.of(testPrefix), "1");
        CounterRow second = new CounterRow(Dimension.SEARCH, DAY.plusYears(3), List.of(testPrefix), "2");
        try (CounterStore store = open()) {
            store.write(Map.of(
                    CellKey.counter(Dimension.SEARCH.table(), first.key()), new StampedValue(4, 1),
                    CellKey.counter(Dimension.SEARCH.table(), second.key()), new StampedValue(6, 2)));
            List<CounterValue> found = new ArrayList<>();
            store.all(Dimension.SEARCH, count -> {
                if (count.row().parts().contains(testPrefix)) {
                    found.add(count);
                }
            });
            assertThat(found).containsExactlyInAnyOrder(new CounterValue(first, 4), new CounterValue(second, 6));
        }
    }

    /** More than fit into one statement or call. */
    @Test
    void writesAndReadsManyRows() throws Exception {
        Map<CellKey, StampedValue> values = new HashMap<>();
        for (int i = 0; i < 2_345; i++) {
            values.put(course("-" + i), new StampedValue(i, 6));
        }
        try (CounterStore store = open()) {
            store.write(values);
            assertThat(store.read(values.keySet())).isEqualTo(values);
            values.replaceAll((key, value) -> new StampedValue(value.value() + 1, 7));
            store.write(values);
            assertThat(store.read(values.keySet())).isEqualTo(values);
        }
    }

    @Test
    void concurrentWritersLeaveHighestTxid() throws Exception {
        int writers = 4;
        int rounds = 100;
        List<CellKey> keys = List.of(course("1"), course("2"), course("3"), ledger("-0", "counted"));
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int first = 1 + writer;
                work.add(() -> {
                    try (CounterStore store = open()) {
                        for (long txid = first; txid <= (long) writers * rounds; txid += writers) {
                            StampedValue value = new StampedValue(10 * txid, txid);
                            Map<CellKey, StampedValue> values = new HashMap<>();
                            keys.forEach(key -> values.put(key, value));
                            writeUntilDone(store, values);
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (CounterStore store = open()) {
            long last = (long) writers * rounds;
            assertThat(store.read(keys).values()).hasSize(keys.size()).containsOnly(new StampedValue(10 * last, last));
        }
    }

    private static void writeUntilDone(CounterStore store, Map<CellKey, StampedValue> values) {
        for (int attempt = 1; ; attempt++) {
            try {
                store.write(values);
                return;
            } catch (StoreException.Unavailable e) {
                // Lost the race for a lock; the caller must retry.
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    @Test
    void concurrentFirstOpensCreateTables() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Map<CellKey, StampedValue>>> work = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                CellKey key = course("-" + i);
                StampedValue value = new StampedValue(i, 1);
                work.add(() -> {
                    try (CounterStore store = open()) {
                        writeUntilDone(store, Map.of(key, value));
                        return store.read(Set.of(key));
                    }
                });
            }
            dropTables();
            for (Future<Map<CellKey, StampedValue>> answer : threads.invokeAll(work)) {
                assertThat(answer.get()).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
