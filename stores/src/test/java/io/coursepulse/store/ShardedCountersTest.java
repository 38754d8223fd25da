package io.coursepulse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.FaultyStore.Fault;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardedCountersTest {

    private static final LocalDate DAY = LocalDate.of(2017, 11, 11);
    private static final CounterRow JAVA = new CounterRow(Dimension.COURSE, DAY, List.of(), "java");
    private static final int SHARD = CounterShards.of(JAVA);
    private static final CellKey CELL = CellKey.counter(JAVA);
    private static final int SHARD_OF_JAVA = 18;
    private static final long DIGEST = 77;

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore store = new FaultyStore(memory, new Random(1));
    private final ShardedCounters counters = task();

    private ShardedCounters task() {
        return new ShardedCounters(store, CounterShards.ofTask(0, 1), 100, new KeyLimits(1_000, 1_000));
    }

    private static Map<Integer, Map<CellKey, Long>> clicks(long clicks) {
        return Map.of(SHARD, Map.of(CELL, clicks));
    }

    private long stored() {
        return memory.cells().get(CELL).value();
    }

    private StampedValue position(int shard) {
        return memory.cells().get(CounterShards.cell(shard));
    }

    @Test
    void setsThePositionOfEveryShard() {
        assertThat(counters.add(4, DIGEST, clicks(2))).containsExactly(Map.entry(CELL, 2L));
        assertThat(IntStream.range(0, CounterShards.COUNT).mapToObj(this::position))
                .containsOnly(new StampedValue(DIGEST, 4));
        assertThat(counters.add(5, DIGEST + 1, Map.of())).isEmpty();
        assertThat(IntStream.range(0, CounterShards.COUNT).mapToObj(this::position))
                .containsOnly(new StampedValue(DIGEST + 1, 5));
    }

    @Test
    void ignoresAReplay() {
        counters.add(1, DIGEST, clicks(2));
        assertThat(counters.add(1, DIGEST, clicks(2))).containsExactly(Map.entry(CELL, 2L));
        assertThat(task().add(1, DIGEST, clicks(2))).containsExactly(Map.entry(CELL, 2L));
        assertThat(stored()).isEqualTo(2);
    }

    /** A worker is cut off, another one counts in its place, and the first one is given the task back. */
    @Test
    void taskThatWasReplacedForATimeDropsItsCache() {
        counters.add(1, DIGEST, clicks(2));
        task().add(2, DIGEST, clicks(3));
        assertThat(counters.add(3, DIGEST, clicks(4))).containsExactly(Map.entry(CELL, 9L));
        assertThat(stored()).isEqualTo(9);
    }

    /** The other task died between the counters and the positions. */
    @Test
    void taskThatWasReplacedInMidBatchComputesTheSame() {
        counters.add(1, DIGEST, clicks(2));
        ShardedCounters other = task();
        store.failNext(Fault.BEFORE_WRITE);
        assertThatThrownBy(() -> other.add(2, DIGEST, clicks(3))).isInstanceOf(StoreException.Unavailable.class);
        memory.write(Map.of(CELL, new StampedValue(5, 2)));
        assertThat(position(SHARD).txid()).isEqualTo(1);
        assertThat(counters.add(2, DIGEST, clicks(3))).containsExactly(Map.entry(CELL, 5L));
        assertThat(counters.add(3, DIGEST, clicks(1))).containsExactly(Map.entry(CELL, 6L));
        assertThat(stored()).isEqualTo(6);
    }

    @Test
    void readsPositionsOnlyWhileNobodyElseCounts() {
        counters.add(1, DIGEST, clicks(2));
        int reads = memory.reads();
        counters.add(2, DIGEST, clicks(2));
        assertThat(memory.reads()).isEqualTo(reads + CounterShards.COUNT + 1);
    }

    private void assertRefused(long txid, long digest, String message) {
        Map<CellKey, StampedValue> before = Map.copyOf(memory.cells());
        assertThatThrownBy(() -> counters.add(txid, digest, clicks(1)))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("Cannot add batch " + txid + " to the counters of shard ")
                .hasMessageContaining(message)
                .hasMessageContaining("Nothing was added");
        assertThat(memory.cells()).isEqualTo(before);
    }

    @Test
    void refusesBatchesOutOfOrder() {
        counters.add(5, DIGEST, clicks(2));
        assertRefused(7, DIGEST, "they end at batch 5, so a batch before this one is missing");
        assertRefused(4, DIGEST, "batch 5 has already been added to them");
        assertRefused(5, DIGEST + 1, "they have this batch with other offsets");
    }

    @Test
    void failedWriteIsRepeated() {
        counters.add(1, DIGEST, clicks(2));
        for (Fault fault : Fault.values()) {
            long txid = position(SHARD).txid() + 1;
            long before = stored();
            store.failNext(fault);
            assertThatThrownBy(() -> counters.add(txid, DIGEST, clicks(3)))
                    .as("%s", fault)
                    .isInstanceOf(StoreException.Unavailable.class);
            assertThat(counters.add(txid, DIGEST, clicks(3))).as("%s", fault).containsValue(before + 3);
        }
    }

    @Test
    void aTaskCannotAddToTheShardOfAnother() {
        ShardedCounters other =
                new ShardedCounters(store, CounterShards.ofTask((SHARD + 1) % 2, 2), 100, new KeyLimits(1_000, 1_000));
        assertThatThrownBy(() -> other.add(1, DIGEST, clicks(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyShardBelongsToOneTask() {
        for (int tasks : new int[] {1, 2, 5, CounterShards.COUNT}) {
            Map<Integer, Integer> taskOf = new HashMap<>();
            for (int task = 0; task < tasks; task++) {
                for (int shard : CounterShards.ofTask(task, tasks)) {
                    assertThat(taskOf.put(shard, task)).isNull();
                    assertThat(CounterShards.task(shard, tasks)).isEqualTo(task);
                }
            }
            assertThat(taskOf).hasSize(CounterShards.COUNT);
            assertThat(new TreeSet<>(taskOf.values())).hasSize(tasks);
        }
    }

    /** The mapping must never change: positions are stored by shard. */
    @Test
    void allCountersOfACourseAndDayAreInOneShard() {
        assertThat(SHARD).isEqualTo(SHARD_OF_JAVA);
        assertThat(CounterShards.of(new CounterRow(Dimension.REGION, DAY, List.of("CN-GD"), "java")))
                .isEqualTo(SHARD);
        Map<Integer, Long> courses = IntStream.range(0, 3_200)
                .mapToObj(course -> new CounterRow(Dimension.COURSE, DAY, List.of(), String.valueOf(course)))
                .collect(Collectors.groupingBy(CounterShards::of, Collectors.counting()));
        assertThat(courses).hasSize(CounterShards.COUNT);
        assertThat(courses.values()).allMatch(number -> number > 50 && number < 160);
    }
}
