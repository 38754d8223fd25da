package io.coursepulse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.FaultyStore.Fault;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BoundedKeysTest {

    private static final LocalDate DAY = LocalDate.of(2017, 11, 11);

    /** On that day these are all in shard 29. */
    private static final List<String> COURSES = List.of("7", "18", "49", "58", "82", "95");

    private static final int SHARD = 29;
    private static final String OTHER = "(other-29)";

    /** Two of each in every shard. */
    private static final KeyLimits TWO = new KeyLimits(64, 64);

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore store = new FaultyStore(memory, new Random(1));
    private ShardedCounters counters = task(TWO);
    private final Map<CellKey, Long> raw = new HashMap<>();
    private long txid;

    private ShardedCounters task(KeyLimits limits) {
        return new ShardedCounters(store, CounterShards.ofTask(0, 1), 1_000, limits);
    }

    private static CellKey cell(Dimension dimension, String course, String... parts) {
        return CellKey.counter(new CounterRow(dimension, DAY, List.of(parts), course));
    }

    /** A click of a visitor from Guangdong. */
    private static Map<CellKey, Long> click(String course) {
        return Map.of(cell(Dimension.COURSE, course), 1L, cell(Dimension.REGION, course, "CN-GD"), 1L);
    }

    private static Map<CellKey, Long> search(String course, String keyword) {
        return Map.of(cell(Dimension.COURSE, course), 1L, cell(Dimension.KEYWORD, course, keyword), 1L);
    }

    @SafeVarargs
    private static Map<CellKey, Long> sum(Map<CellKey, Long>... clicks) {
        Map<CellKey, Long> sum = new HashMap<>();
        for (Map<CellKey, Long> each : clicks) {
            each.forEach((cell, count) -> sum.merge(cell, count, Long::sum));
        }
        return sum;
    }

    private static Map<Integer, Map<CellKey, Long>> byShard(Map<CellKey, Long> additions) {
        Map<Integer, Map<CellKey, Long>> byShard = new HashMap<>();
        additions.forEach((cell, clicks) -> {
            CounterRow row = CounterRow.parse(Dimension.ofTable(cell.table()).orElseThrow(), cell.row());
            byShard.computeIfAbsent(CounterShards.of(row), any -> new HashMap<>())
                    .put(cell, clicks);
        });
        return byShard;
    }

    /** The next batch. */
    private void add(Map<CellKey, Long> additions) {
        txid++;
        additions.forEach((cell, clicks) -> raw.merge(cell, clicks, Long::sum));
        counters.add(txid, txid, byShard(additions));
    }

    private Map<CellKey, Long> stored() {
        return memory.cells().entrySet().stream()
                .filter(cell -> Dimension.ofTable(cell.getKey().table()).isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, cell -> cell.getValue().value()));
    }

    private Optional<Long> stored(CellKey cell) {
        return Optional.ofNullable(stored().get(cell));
    }

    private Set<String> admittedCourses() {
        return COURSES.stream()
                .filter(course -> stored(cell(Dimension.COURSE, course)).isPresent())
                .collect(Collectors.toSet());
    }

    @Test
    void coursesBeyondTheLimitCountAsOthersInAllDimensions() {
        add(sum(click("7"), click("18")));
        add(sum(click("7"), click("49"), click("58")));
        assertThat(stored(cell(Dimension.COURSE, "7"))).contains(2L);
        assertThat(stored(cell(Dimension.REGION, "7", "CN-GD"))).contains(2L);
        assertThat(stored(cell(Dimension.COURSE, OTHER))).contains(2L);
        assertThat(stored(cell(Dimension.REGION, OTHER, "CN-GD"))).contains(2L);
        assertThat(admittedCourses()).containsExactlyInAnyOrder("7", "18");
        // They stay others on that day, also under a higher limit.
        counters = task(new KeyLimits(10_000, 10_000));
        add(sum(click("49"), click("18")));
        assertThat(stored(cell(Dimension.COURSE, OTHER))).contains(3L);
        assertThat(stored(cell(Dimension.COURSE, "18"))).contains(2L);
    }

    @Test
    void batchThatExceedsTheLimitUsesItUp() {
        add(sum(click("7"), click("18"), click("49"), click("58")));
        assertThat(admittedCourses()).hasSize(2);
        assertThat(stored(cell(Dimension.COURSE, OTHER))).contains(2L);
    }

    @Test
    void otherShardsAndDaysHaveTheirOwnShare() {
        add(sum(click("7"), click("18"), click("49")));
        add(click("3"));
        CellKey nextDay = CellKey.counter(new CounterRow(Dimension.COURSE, DAY.plusDays(1), List.of(), "49"));
        add(Map.of(nextDay, 1L));
        assertThat(stored(cell(Dimension.COURSE, "3"))).contains(1L);
        assertThat(stored(nextDay)).contains(1L);
    }

    @Test
    void keywordsBeyondTheLimitCountAsOthersOfTheirCourse() {
        add(sum(search("7", "storm"), search("18", "java")));
        add(sum(search("7", "storm"), search("7", "kafka"), search("18", "kafka"), search("18", "flume")));
        assertThat(stored(cell(Dimension.KEYWORD, "7", "storm"))).contains(2L);
        assertThat(stored(cell(Dimension.KEYWORD, "7", BoundedKeys.OTHER))).contains(1L);
        assertThat(stored(cell(Dimension.KEYWORD, "18", BoundedKeys.OTHER))).contains(2L);
        assertThat(stored(cell(Dimension.COURSE, "7"))).contains(3L);
    }

    @Test
    void keywordsOfOtherCoursesAreBoundedToo() {
        add(sum(search("7", "a"), search("18", "b")));
        add(sum(search("49", "c"), search("58", "d")));
        assertThat(stored(cell(Dimension.KEYWORD, OTHER, BoundedKeys.OTHER))).contains(2L);
        assertThat(stored()).isEqualTo(BoundedKeys.fold(raw, stored().keySet()));
    }

    /** A topology is submitted with another limit while a batch is half counted. */
    @Test
    void replayUnderAnotherLimitDecidesTheSame() {
        add(sum(click("7"), click("18"), click("49"), click("58")));
        Map<CellKey, Long> before = stored();
        counters = task(new KeyLimits(10_000, 10_000));
        counters.add(txid, txid, byShard(sum(click("7"), click("18"), click("49"), click("58"))));
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void othersOfAShardAreInThatShard() {
        assertThat(CounterShards.of(new CounterRow(Dimension.COURSE, DAY, List.of(), "7")))
                .isEqualTo(SHARD);
        assertThat(CounterShards.of(new CounterRow(Dimension.COURSE, DAY, List.of(), OTHER)))
                .isEqualTo(SHARD);
        assertThat(BoundedKeys.isOtherCourse(OTHER)).isTrue();
        assertThat(BoundedKeys.isOtherCourse(BoundedKeys.OTHER)).isFalse();
    }

    /** A counter that was lost must not look like one that was not admitted. */
    @Test
    void recountDoesNotTakeAMissingCounterForOneOfOthers() {
        add(sum(click("7"), click("18")));
        Set<CellKey> keys = stored().keySet();
        keys.remove(cell(Dimension.COURSE, "7"));
        assertThat(BoundedKeys.fold(raw, keys)).isEqualTo(raw);
        add(click("49"));
        keys = stored().keySet();
        keys.remove(cell(Dimension.COURSE, "7"));
        assertThat(BoundedKeys.fold(raw, keys)).containsEntry(cell(Dimension.COURSE, "7"), 1L);
    }

    /** While lines are being counted, the table of courses may be read before the first of others, that of regions after. */
    @Test
    void recountKnowsOthersByAnyTable() {
        add(sum(click("7"), click("18"), click("49")));
        Set<CellKey> keys = stored().keySet();
        keys.remove(cell(Dimension.COURSE, OTHER));
        assertThat(BoundedKeys.fold(raw, keys)).containsEntry(cell(Dimension.REGION, OTHER, "CN-GD"), 1L);
    }

    @Test
    void visitorCannotSearchForWhatOthersAreCountedAs() {
        add(search("7", "(other)"));
        Set<CellKey> keys = stored().keySet();
        assertThat(BoundedKeys.fold(search("7", "lost"), keys)).isEqualTo(search("7", "lost"));
    }

    /** Runs something once, before a read of certain cells or after it. */
    private final class Interrupted extends FaultyStore {

        private final Predicate<CellKey> cells;
        private final boolean after;
        private Runnable work;

        Interrupted(Predicate<CellKey> cells, boolean after, Runnable work) {
            super(memory, new Random(1));
            this.cells = cells;
            this.after = after;
            this.work = work;
        }

        @Override
        public Map<CellKey, StampedValue> read(Collection<CellKey> keys) {
            Runnable now = keys.stream().anyMatch(cells) ? work : null;
            work = now == null ? work : null;
            if (now != null && !after) {
                now.run();
            }
            Map<CellKey, StampedValue> found = super.read(keys);
            if (now != null && after) {
                now.run();
            }
            return found;
        }
    }

    private static Map<Integer, Map<CellKey, Long>> clicks(String... courses) {
        Map<CellKey, Long> clicks = new HashMap<>();
        for (String course : courses) {
            clicks.merge(cell(Dimension.COURSE, course), 1L, Long::sum);
        }
        return byShard(clicks);
    }

    private long clicksStored() {
        return stored().values().stream().mapToLong(Long::longValue).sum();
    }

    /** A worker freezes between its positions and its counters; its successor adds the batch meanwhile. */
    @Test
    void workerThatWasReplacedInMidBatchDecidesTheSame() {
        Map<Integer, Map<CellKey, Long>> second = clicks("18", "49");
        Interrupted frozen = new Interrupted(
                cell -> Dimension.ofTable(cell.table()).isPresent()
                        && cell.row().endsWith("_49"),
                false,
                () -> task(TWO).add(2, 2, second));
        ShardedCounters zombie = new ShardedCounters(frozen, CounterShards.ofTask(0, 1), 1_000, TWO);
        zombie.add(1, 1, clicks("7"));
        zombie.add(2, 2, second);
        assertThat(clicksStored()).isEqualTo(3);
        assertThat(stored(cell(Dimension.COURSE, OTHER))).contains(1L);
    }

    /** It freezes between its counters and the note; its successor adds this batch and the next. */
    @Test
    void workerThatIsABatchBehindIsRefused() {
        KeyLimits three = new KeyLimits(96, 96);
        Interrupted frozen = new Interrupted(cell -> cell.row().startsWith("courses_"), false, () -> {
            ShardedCounters successor = task(three);
            successor.add(1, 1, clicks("7", "18"));
            successor.add(2, 2, clicks("49"));
        });
        ShardedCounters zombie = new ShardedCounters(frozen, CounterShards.ofTask(0, 1), 1_000, three);
        assertThatThrownBy(() -> zombie.add(1, 1, clicks("7", "18")))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("batch 2 has already admitted keys");
        assertThat(clicksStored()).isEqualTo(3);
    }

    /** Attempts fail before, in the middle of and after writes, and other tasks go on with the batch. */
    @Test
    void isExactUnderFaults() {
        for (int seed = 1; seed <= 300; seed++) {
            new BoundedKeysTest().countUnderFaults(new Random(seed));
        }
    }

    private void countUnderFaults(Random random) {
        for (int batch = 0; batch < 12; batch++) {
            Map<CellKey, Long> additions = new HashMap<>();
            for (int click = random.nextInt(6); click >= 0; click--) {
                String course = COURSES.get(random.nextInt(COURSES.size()));
                sum(additions, search(course, "keyword" + random.nextInt(4)), click(course))
                        .forEach(additions::put);
            }
            txid++;
            additions.forEach((cell, clicks) -> raw.merge(cell, clicks, Long::sum));
            boolean added = false;
            while (!added) {
                if (random.nextInt(3) == 0) {
                    counters = task(TWO);
                }
                store.clearFault();
                if (random.nextInt(2) == 0) {
                    store.failNext(Fault.values()[random.nextInt(Fault.values().length)]);
                }
                try {
                    counters.add(txid, txid, byShard(additions));
                    added = true;
                } catch (StoreException.Unavailable e) {
                    // The next attempt.
                }
            }
            assertThat(stored()).isEqualTo(BoundedKeys.fold(raw, stored().keySet()));
        }
        assertThat(admittedCourses()).hasSizeLessThanOrEqualTo(2);
        assertThat(stored().keySet().stream()
                        .filter(cell -> cell.table().equals(Dimension.KEYWORD.table())
                                && !cell.row().contains(BoundedKeys.OTHER)))
                .hasSizeLessThanOrEqualTo(2);
    }
}
