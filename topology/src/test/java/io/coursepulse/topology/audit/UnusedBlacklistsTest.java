package io.coursepulse.topology.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnusedBlacklistsTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);
    private static final TopicPartition ONE = new TopicPartition("access-log", 1);
    private static final TopicPartition FORMER = new TopicPartition("access-log-2016", 0);

    private static LedgerRow row(long next, Map<Long, Long> blacklists) {
        TreeMap<Long, Long> sorted = new TreeMap<>(blacklists);
        return new LedgerRow(
                0,
                next,
                9,
                next - 10,
                sorted.lastEntry().getValue(),
                sorted,
                new TreeMap<>(),
                0,
                7,
                Map.of("counted", next),
                Map.of());
    }

    private static long[] unused(Map<TopicPartition, LedgerRow> ledger, Map<TopicPartition, Long> beginnings) {
        Map<TopicPartition, TopicReader.Offsets> kafka = new TreeMap<>(LedgerSnapshot.ORDER);
        beginnings.forEach((partition, first) -> kafka.put(partition, new TopicReader.Offsets(first, 1_000)));
        LongPredicate unused = UnusedBlacklists.in("access-log", new LedgerSnapshot(ledger), kafka);
        return LongStream.rangeClosed(1, 9).filter(unused).toArray();
    }

    @Test
    void versionsOfExpiredLinesAreUnused() {
        Map<TopicPartition, LedgerRow> ledger =
                Map.of(ZERO, row(500, Map.of(0L, 1L, 100L, 2L, 200L, 3L, 300L, 5L, 400L, 7L)));
        assertThat(unused(ledger, Map.of(ZERO, 0L))).containsExactly(4, 6);
        assertThat(unused(ledger, Map.of(ZERO, 250L))).containsExactly(1, 2, 4, 6);
        assertThat(unused(ledger, Map.of(ZERO, 500L))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void versionsThatAnotherPartitionUsesAreNeeded() {
        Map<TopicPartition, LedgerRow> ledger =
                Map.of(ZERO, row(500, Map.of(0L, 1L, 400L, 7L)), ONE, row(500, Map.of(0L, 2L, 400L, 6L)));
        assertThat(unused(ledger, Map.of(ZERO, 450L, ONE, 0L))).containsExactly(1, 3, 4, 5);
    }

    @Test
    void versionsOfATopicThatIsNotCountedNowAreNeeded() {
        Map<TopicPartition, LedgerRow> ledger =
                Map.of(ZERO, row(500, Map.of(0L, 7L)), FORMER, row(500, Map.of(0L, 1L, 100L, 3L)));
        assertThat(unused(ledger, Map.of(ZERO, 0L))).containsExactly(2);
    }

    @Test
    void nothingIsUnusedBeforeAnythingWasCounted() {
        assertThat(unused(Map.of(), Map.of(ZERO, 0L))).isEmpty();
    }
}
