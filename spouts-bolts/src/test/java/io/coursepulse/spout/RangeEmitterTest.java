package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.BlacklistException;
import io.coursepulse.blacklist.Blacklists;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutTopicPartition;
import org.apache.storm.kafka.spout.trident.TopicPartitionSerializer;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeEmitterTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);
    private static final TopicPartition ONE = new TopicPartition("access-log", 1);
    private static final TopicPartition TWO = new TopicPartition("access-log", 2);

    private static final int CHUNK_LINES = 3;
    private static final int MIB = 1 << 20;

    private final InMemoryKafka kafka = new InMemoryKafka();
    private final EmptyLedger ledgerReader = new EmptyLedger();
    private final RangeEmitter emitter = RangeEmitterFixture.open(kafka, () -> ledgerReader, CHUNK_LINES);
    private final RecordingCollector emitted = new RecordingCollector();

    private static final class EmptyLedger implements LedgerReader {

        private boolean closed;
        private Optional<Position> position = Optional.empty();

        @Override
        public Map<String, Position> positions(Collection<String> partitions) {
            Map<String, Position> positions = new HashMap<>();
            position.ifPresent(found -> partitions.forEach(partition -> positions.put(partition, found)));
            return positions;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** A tuple emitted by the spout. */
    private record Tuple(String partition, long from, long to, List<String> lines) {}

    private static List<Tuple> take(RecordingCollector emitted) {
        return emitted.take().stream().map(RangeEmitterTest::read).toList();
    }

    private static Tuple read(List<Object> values) {
        long from = (Long) values.get(1);
        List<String> lines = new ArrayList<>();
        Chunk.forEach(
                (byte[]) values.get(4),
                from,
                (offset, bytes, start, end) ->
                        lines.add(new String(bytes, start, end - start, StandardCharsets.UTF_8)));
        return new Tuple((String) values.get(0), from, (Long) values.get(2), lines);
    }

    private static Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> none() {
        return new HashMap<>();
    }

    /** Emits a new batch of these partitions, after one with the metadata {@code previous}. */
    private Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> emitNew(
            long txid,
            Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> previous,
            TopicPartition... partitions) {
        Set<KafkaTridentSpoutTopicPartition> set = Set.of(
                Stream.of(partitions).map(RangeEmitterTest::task).toArray(KafkaTridentSpoutTopicPartition[]::new));
        return emitter.emitBatchNew(new TransactionAttempt(txid, 0), emitted, set, previous);
    }

    private void emitAgain(long txid, Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> metadata) {
        metadata.forEach((partition, range) ->
                emitter.reEmitPartitionBatch(new TransactionAttempt(txid, 1), emitted, partition, range));
    }

    private static KafkaTridentSpoutTopicPartition task(TopicPartition partition) {
        return new KafkaTridentSpoutTopicPartition(partition);
    }

    private static Tuple tuple(TopicPartition partition, long from, String... lines) {
        return new Tuple(partition.toString(), from, from + lines.length, List.of(lines));
    }

    @Test
    void startsAtFirstLineAndContinuesAfterLastBatch() {
        kafka.append(ZERO, "a", "b");
        var first = emitNew(1, none(), ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 0, "a", "b"));
        kafka.append(ZERO, "c");
        emitNew(2, first, ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 2, "c"));
    }

    @Test
    void everyPartitionGetsMetadataEvenIfEmpty() {
        kafka.append(ONE, "a");
        var metadata = emitNew(1, none(), ZERO, ONE, TWO);
        assertThat(metadata).containsOnlyKeys(task(ZERO), task(ONE), task(TWO));
        assertThat(metadata.get(task(ZERO))).containsEntry("from", 0L).containsEntry("to", 0L);
        assertThat(metadata.get(task(ONE))).containsEntry("from", 0L).containsEntry("to", 1L);
        assertThat(take(emitted)).containsExactlyInAnyOrder(tuple(ZERO, 0), tuple(ONE, 0, "a"), tuple(TWO, 0));
    }

    @Test
    void replayEmitsTheSameLinesDespiteNewOnes() {
        kafka.append(ZERO, "a", "b", "c", "d");
        kafka.append(ONE, "e");
        var metadata = emitNew(1, none(), ZERO, ONE, TWO);
        List<Tuple> first = take(emitted);
        kafka.append(ZERO, "f");
        kafka.append(ONE, "g");
        kafka.append(TWO, "h");
        emitAgain(1, metadata);
        assertThat(take(emitted)).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void partitionWithoutMetadataIsEmptyInReplay() {
        kafka.append(ZERO, "a");
        kafka.append(ONE, "b");
        var metadata = emitNew(1, none(), ZERO, ONE);
        take(emitted);
        metadata.put(task(ONE), null);
        emitAgain(1, metadata);
        assertThat(take(emitted)).containsExactlyInAnyOrder(tuple(ZERO, 0, "a"), tuple(ONE, 0));
        emitNew(2, metadata, ZERO, ONE);
        assertThat(take(emitted)).containsExactlyInAnyOrder(tuple(ZERO, 1), tuple(ONE, 0, "b"));
    }

    @ParameterizedTest
    @CsvSource({"1, '1'", "2, '2'", "3, '3'", "4, '3 1'", "6, '3 3'", "7, '3 3 1'"})
    void chunkLinesAreLimited(int lines, String sizes) {
        kafka.append(ZERO, IntStream.range(0, lines).mapToObj(String::valueOf).toArray(String[]::new));
        emitNew(1, none(), ZERO);
        List<Tuple> tuples = take(emitted);
        assertThat(tuples.stream().map(tuple -> String.valueOf(tuple.lines().size())))
                .containsExactly(sizes.split(" "));
        assertThat(tuples.stream().flatMap(tuple -> tuple.lines().stream()))
                .containsExactlyElementsOf(
                        IntStream.range(0, lines).mapToObj(String::valueOf).toList());
        long next = 0;
        for (Tuple tuple : tuples) {
            assertThat(tuple.from()).isEqualTo(next);
            next = tuple.to();
        }
        assertThat(next).isEqualTo(lines);
    }

    private static String[] linesOfAgents(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(agent -> "1.2.3.4 - - [t] \"GET / HTTP/1.1\" 200 5 \"-\" \"agent " + agent + "\"")
                .toArray(String[]::new);
    }

    private static long linesOf(
            Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> metadata, TopicPartition partition) {
        Map<String, Object> range = metadata.get(task(partition));
        return (long) range.get("to") - (long) range.get("from");
    }

    /** Each new one takes a millisecond: a batch of all would exceed its timeout again and again. */
    @Test
    void newUserAgentsOfABatchAreLimited() {
        kafka.append(ZERO, linesOfAgents(0, 12_000));
        var first = emitNew(1, none(), ZERO);
        assertThat(linesOf(first, ZERO)).isEqualTo(10_000);
        List<Tuple> tuples = take(emitted);
        emitAgain(1, first);
        assertThat(take(emitted)).containsExactlyInAnyOrderElementsOf(tuples);
        var second = emitNew(2, first, ZERO);
        assertThat(linesOf(second, ZERO)).isEqualTo(2_000);
        take(emitted);
        // They are known now.
        for (int times = 0; times < 6; times++) {
            kafka.append(ZERO, linesOfAgents(10_000, 12_000));
        }
        assertThat(linesOf(emitNew(3, second, ZERO), ZERO)).isEqualTo(12_000);
    }

    /** Apache writes a quote as \\", and strangers may send any. */
    @Test
    void escapedQuoteDoesNotEndAUserAgent() {
        kafka.append(
                ZERO,
                Stream.of(linesOfAgents(0, 12_000))
                        .map(line -> line.substring(0, line.length() - 1) + " \\\"x\"")
                        .toArray(String[]::new));
        assertThat(linesOf(emitNew(1, none(), ZERO), ZERO)).isEqualTo(10_000);
    }

    @Test
    void partitionsShareTheUserAgents() {
        kafka.append(ZERO, linesOfAgents(0, 20_000));
        kafka.append(ONE, linesOfAgents(20_000, 40_000));
        var metadata = emitNew(1, none(), ZERO, ONE);
        assertThat(linesOf(metadata, ZERO)).isEqualTo(5_000);
        assertThat(linesOf(metadata, ONE)).isEqualTo(5_000);
    }

    @Test
    void linesWithoutAUserAgentAreNotLimited() {
        kafka.append(
                ZERO,
                IntStream.range(0, 12_000)
                        .mapToObj(line -> "1.2.3.4 - - [t] \"GET /?" + line + " HTTP/1.1\" 200 5")
                        .toArray(String[]::new));
        assertThat(linesOf(emitNew(1, none(), ZERO), ZERO)).isEqualTo(12_000);
    }

    @Test
    void chunkBytesAreLimited() {
        String large = "x".repeat(MIB);
        kafka.append(ZERO, "a", large, "b", "c");
        emitNew(1, none(), ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 0, "a", large), tuple(ZERO, 2, "b", "c"));
    }

    @Test
    void nullValueIsAnEmptyLine() {
        kafka.append(ZERO, "a");
        kafka.append(ZERO, (byte[]) null);
        emitNew(1, none(), ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 0, "a", ""));
    }

    private static Map<String, Object> ofTopicSeven(TopicPartition partition) {
        Map<String, Object> map = new TopicPartitionSerializer().toMap(partition);
        map.put(TopicCoordinator.TOPIC_ID, 7L);
        return map;
    }

    @Test
    void partitionsAreSortedByNumber() {
        TopicPartition ten = new TopicPartition("access-log", 10);
        assertThat(emitter.getOrderedPartitions(Stream.of(ten, TWO, ZERO)
                        .map(RangeEmitterTest::ofTopicSeven)
                        .toList()))
                .containsExactly(task(ZERO), task(TWO), task(ten));
    }

    @Test
    void taskWithoutPartitionsEmitsThatItHasNone() {
        assertThat(emitter.getPartitionsForTask(2, 3, List.of(task(ZERO), task(ONE))))
                .isEmpty();
        emitter.refreshPartitions(List.of());
        kafka.append(ZERO, "a");
        assertThat(emitNew(1, none())).isEmpty();
        assertThat(take(emitted)).containsExactly(new Tuple(ExactKafkaSpout.NO_PARTITION, 0, 0, List.of()));
    }

    /** Nothing is read, and the next batches find their way to the ledger's. */
    @Test
    void batchBeforeTheLedgersPassesWithoutLines() {
        kafka.append(ZERO, "a", "b", "c");
        ledgerReader.position = Optional.of(new LedgerReader.Position(2, 6, 1, 0, 0, 0));
        Tuple passes = new Tuple(ExactKafkaSpout.COUNTED_ALREADY, 0, 0, List.of());
        emitAgain(4, none());
        var fifth = emitNew(5, none(), ZERO);
        assertThat(take(emitted)).containsExactly(passes);
        emitAgain(5, fifth);
        assertThat(take(emitted)).containsExactly(passes);
        var sixth = emitNew(6, fifth, ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 1, "b"));
        emitNew(7, sixth, ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 2, "c"));
    }

    @Test
    void addedPartitionStartsAtItsFirstLine() {
        kafka.append(ZERO, "a");
        var first = emitNew(1, none(), ZERO);
        take(emitted);
        kafka.append(ZERO, "b");
        kafka.append(ONE, "c", "d");
        var second = emitNew(2, first, ZERO, ONE);
        List<Tuple> tuples = take(emitted);
        assertThat(tuples).containsExactlyInAnyOrder(tuple(ZERO, 1, "b"), tuple(ONE, 0, "c", "d"));
        emitAgain(2, second);
        assertThat(take(emitted)).containsExactlyInAnyOrderElementsOf(tuples);
    }

    @Test
    void batchFailsDuringOutageAndRetryReadsAllLines() {
        kafka.append(ZERO, "a");
        kafka.failPolls(Integer.MAX_VALUE);
        assertThatThrownBy(() -> emitNew(1, none(), ZERO))
                .isInstanceOf(FailedException.class)
                .isNotInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("away");
        assertThat(take(emitted)).isEmpty();
        kafka.failPolls(0);
        emitNew(1, none(), ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 0, "a"));
    }

    @Test
    void incompleteReplayEmitsNothing() {
        kafka.append(ZERO, "a", "b");
        var metadata = emitNew(1, none(), ZERO);
        take(emitted);
        kafka.limitNextPoll(1);
        for (int poll = 0; poll < 2; poll++) {
            kafka.limitNextPoll(0);
        }
        emitAgain(1, metadata);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 0, "a", "b"));
        kafka.makeUnavailable(ZERO);
        assertThatThrownBy(() -> emitAgain(1, metadata))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("did not return [0, 2)");
        assertThat(take(emitted)).isEmpty();
    }

    /** A blacklist whose current version can be set, also back. */
    private static final class NumberedBlacklists implements Blacklists {

        private static final long serialVersionUID = 1L;

        private long current;

        @Override
        public long current() {
            return current;
        }

        @Override
        public long currentAfter(long used) {
            if (current < used) {
                throw new BlacklistException.Refused("version " + current + " is below " + used + ".");
            }
            return current;
        }

        @Override
        public Blacklist version(long version) {
            throw new UnsupportedOperationException("The spout needs numbers only");
        }
    }

    private static Map<String, Object> blacklistOnly(Map<String, Object> metadata) {
        return Map.of("blacklist", metadata.get("blacklist"));
    }

    @Test
    void refusesBlacklistBelowThatOfTheLastBatch() {
        NumberedBlacklists blacklists = new NumberedBlacklists();
        RangeEmitter withBlacklist =
                RangeEmitterFixture.open(kafka, () -> ledgerReader, CHUNK_LINES, blacklists, PartitionStart.ZERO);
        kafka.append(ZERO, "a");
        blacklists.current = 57;
        var first = withBlacklist.emitBatchNew(new TransactionAttempt(1L, 0), emitted, Set.of(task(ZERO)), none());
        assertThat(blacklistOnly(first.get(task(ZERO)))).isEqualTo(Map.of("blacklist", 57L));
        take(emitted);
        blacklists.current = 0;
        assertThatThrownBy(() ->
                        withBlacklist.emitBatchNew(new TransactionAttempt(2L, 0), emitted, Set.of(task(ZERO)), first))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("version 0 is below 57")
                .hasMessageContaining("Nothing is counted");
        assertThat(take(emitted)).isEmpty();
        blacklists.current = 58;
        var second = withBlacklist.emitBatchNew(new TransactionAttempt(2L, 0), emitted, Set.of(task(ZERO)), first);
        assertThat(blacklistOnly(second.get(task(ZERO)))).isEqualTo(Map.of("blacklist", 58L));
    }

    @Test
    void refusesBlacklistBelowThatOfTheLedger() {
        NumberedBlacklists blacklists = new NumberedBlacklists();
        RangeEmitter withBlacklist =
                RangeEmitterFixture.open(kafka, () -> ledgerReader, CHUNK_LINES, blacklists, PartitionStart.ZERO);
        kafka.append(ZERO, "a", "b");
        ledgerReader.position = Optional.of(new LedgerReader.Position(1, 4, 0, 57, 0, 0));
        assertThatThrownBy(() ->
                        withBlacklist.emitBatchNew(new TransactionAttempt(5L, 0), emitted, Set.of(task(ZERO)), none()))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("version 0 is below 57");
        assertThat(take(emitted)).isEmpty();
        blacklists.current = 57;
        withBlacklist.emitBatchNew(new TransactionAttempt(5L, 0), emitted, Set.of(task(ZERO)), none());
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 1, "b"));
    }

    @Test
    void countingWithoutABlacklistIsAllowedAfterCountingWithOne() {
        kafka.append(ZERO, "a", "b");
        ledgerReader.position = Optional.of(new LedgerReader.Position(1, 4, 0, 57, 0, 0));
        emitNew(5, none(), ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 1, "b"));
    }

    @Test
    void refusesUncountedPartitionWhoseFirstLinesHaveExpired() {
        kafka.append(ZERO, "a", "b", "c");
        kafka.expireBefore(ZERO, 2);
        assertThatThrownBy(() -> emitNew(1, none(), ZERO))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("access-log-0 was never counted")
                .hasMessageContaining("begins at offset 2")
                .hasMessageContaining("counts.start = earliest");
        assertThat(take(emitted)).isEmpty();
    }

    @Test
    void refusesAddedPartitionWhoseFirstLinesHaveExpired() {
        kafka.append(ZERO, "a");
        var first = emitNew(1, none(), ZERO);
        take(emitted);
        kafka.append(ONE, "b", "c");
        kafka.expireBefore(ONE, 1);
        assertThatThrownBy(() -> emitNew(2, first, ZERO, ONE))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("access-log-1 was never counted");
        assertThat(take(emitted)).isEmpty();
    }

    @Test
    void startsAtTheEarliestLineIfConfigured() {
        kafka.append(ZERO, "a", "b", "c");
        kafka.expireBefore(ZERO, 2);
        RangeEmitter earliest = RangeEmitterFixture.open(
                kafka, () -> ledgerReader, CHUNK_LINES, Blacklists.NONE, PartitionStart.EARLIEST);
        var first = earliest.emitBatchNew(new TransactionAttempt(1L, 0), emitted, Set.of(task(ZERO)), none());
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 2, "c"));
        assertThat(first.get(task(ZERO))).containsEntry("from", 2L);
    }

    /** What has been counted may expire. */
    @Test
    void countedPartitionContinuesAfterItsFirstLinesHaveExpired() {
        kafka.append(ZERO, "a", "b", "c");
        kafka.expireBefore(ZERO, 2);
        ledgerReader.position = Optional.of(new LedgerReader.Position(2, 4, 0, 0, 0, 0));
        emitNew(5, none(), ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 2, "c"));
    }

    /** It would take the lines of the one before. */
    @Test
    void batchAfterOneThatCouldNotBeEmittedIsRefused() {
        kafka.append(ZERO, "a");
        var first = emitNew(1, none(), ZERO);
        take(emitted);
        kafka.append(ZERO, "b");
        kafka.failPolls(Integer.MAX_VALUE);
        assertThatThrownBy(() -> emitNew(2, first, ZERO)).isInstanceOf(FailedException.class);
        kafka.failPolls(0);
        assertThatThrownBy(() -> emitNew(3, first, ZERO))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("Batch 2 must be emitted before batch 3");
        assertThat(take(emitted)).isEmpty();
        var second = emitNew(2, first, ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 1, "b"));
        kafka.append(ZERO, "c");
        emitNew(3, second, ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 2, "c"));
    }

    /** A coordinator that was cut off from Nimbus asks for an old batch, which cannot be emitted, and is gone. */
    @Test
    void oldBatchThatCannotBeEmittedDoesNotHoldUpLaterOnes() {
        kafka.append(ZERO, "a", "b");
        ledgerReader.position = Optional.of(new LedgerReader.Position(1, 2_007, 0, 0, 0, 0));
        assertThatThrownBy(() -> emitNew(5, none(), ZERO)).isInstanceOf(ReportedFailedException.class);
        emitNew(2_008, none(), ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 1, "b"));
    }

    /** Its metadata was lost, or another worker has counted it. */
    @Test
    void newBatchThatIsInTheLedgerIsEmittedAsItIsThere() {
        kafka.append(ZERO, "a", "b", "c", "d");
        ledgerReader.position = Optional.of(new LedgerReader.Position(3, 4, 1, 0, 0, 0));
        var metadata = emitNew(4, none(), ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 1, "b", "c"));
        assertThat(metadata.get(task(ZERO))).containsEntry("from", 1L).containsEntry("to", 3L);
        emitNew(5, metadata, ZERO);
        assertThat(take(emitted)).containsExactly(tuple(ZERO, 3, "d"));
    }

    @Test
    void everyChunkHasTheOffsetsOfItsBatch() {
        kafka.append(ZERO, "a", "b", "c", "d");
        emitNew(1, none(), ZERO);
        assertThat(emitted.take().stream().map(values -> values.subList(6, 10)))
                .containsExactly(List.of(0L, 4L, true, 7L), List.of(0L, 4L, true, 7L));
    }

    @Test
    void closesTheLedgerReader() {
        emitter.close();
        assertThat(ledgerReader.closed).isTrue();
    }
}
