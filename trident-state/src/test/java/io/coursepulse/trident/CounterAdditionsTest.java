package io.coursepulse.trident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.store.CellKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.topology.FailedException;
import org.junit.jupiter.api.Test;

class CounterAdditionsTest {

    private static final CellKey A = CellKey.counter("course_clickcount", "20171111_a");
    private static final CellKey KEYWORD = CellKey.counter("course_keyword_clickcount", "20171111_教程 \uD83D\uDE00_a");

    private static List<byte[]> messages(
            int sender, int senders, long digest, Map<Integer, Map<CellKey, Long>> clicks) {
        return new CounterAdditions(false, digest, clicks).pack(sender, senders);
    }

    @Test
    void sumsTheMessagesOfAllSenders() {
        List<byte[]> messages = new ArrayList<>();
        messages.addAll(messages(1, 3, 20, Map.of(4, Map.of(A, 2L), 5, Map.of(KEYWORD, 1L << 40))));
        messages.addAll(messages(0, 3, 1, Map.of(4, Map.of(A, 3L, KEYWORD, 1L))));
        messages.addAll(messages(2, 3, 300, Map.of()));
        assertThat(CounterAdditions.merge(messages))
                .isEqualTo(new CounterAdditions(
                        false, 321, Map.of(4, Map.of(A, 5L, KEYWORD, 1L), 5, Map.of(KEYWORD, 1L << 40))));
    }

    /** The others may have found the ledger before its later batch. */
    @Test
    void batchPassesIfOneSenderKnowsThatItWasCounted() {
        List<byte[]> messages = new ArrayList<>(messages(0, 2, 1, Map.of(4, Map.of(A, 3L))));
        messages.addAll(new CounterAdditions(true, 0, Map.of()).pack(1, 2));
        assertThat(CounterAdditions.merge(messages).countedAlready()).isTrue();
    }

    private static Map<Integer, Map<CellKey, Long>> many() {
        Map<CellKey, Long> clicks = new HashMap<>();
        for (int course = 0; course < 60_000; course++) {
            clicks.put(CellKey.counter("course_clickcount", "20171111_" + course), (long) course);
        }
        return Map.of(7, clicks);
    }

    @Test
    void splitsWhatIsTooLargeForOneMessage() {
        List<byte[]> messages = messages(0, 1, 5, many());
        assertThat(messages).hasSizeGreaterThan(2).allMatch(message -> message.length < (1 << 20) + 1_000);
        assertThat(CounterAdditions.merge(messages)).isEqualTo(new CounterAdditions(false, 5, many()));
        messages.remove(1);
        assertIncomplete(messages, "Messages of ledger task 0 are missing");
    }

    private static void assertIncomplete(List<byte[]> messages, String reason) {
        assertThatThrownBy(() -> CounterAdditions.merge(messages))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining(reason);
    }

    /** Trident counts two tuples, and is content. */
    @Test
    void refusesTheRightNumberOfTheWrongMessages() {
        byte[] first = messages(0, 2, 1, Map.of(4, Map.of(A, 2L))).get(0);
        byte[] second = messages(1, 2, 2, Map.of(4, Map.of(A, 3L))).get(0);
        assertIncomplete(List.of(first, first), "Part 0 of ledger task 0 is there twice");
        assertIncomplete(List.of(second), "Messages of ledger task 0 are missing");
        assertIncomplete(List.of(first), "Messages of ledger task 1 are missing");
    }
}
