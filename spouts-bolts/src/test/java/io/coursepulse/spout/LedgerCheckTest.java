package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LedgerCheckTest {

    private static final long RULES = 7;

    private static final TopicPartition PARTITION = new TopicPartition("access-log", 0);

    private static final TopicPartition ADDED = new TopicPartition("access-log", 1);

    private final Map<String, LedgerReader.Position> ledger = new HashMap<>();
    private long topic;
    private boolean down;
    private int asked;
    private boolean closed;

    private long ledgerRules = RULES;

    private final LedgerCheck check = new LedgerCheck(
            new LedgerReader() {
                @Override
                public Map<String, Position> positions(Collection<String> partitions) {
                    asked++;
                    if (down) {
                        throw new FailedException("down");
                    }
                    Map<String, Position> found = new HashMap<>(ledger);
                    found.keySet().retainAll(partitions);
                    return found;
                }

                @Override
                public void close() {
                    closed = true;
                }
            },
            new ExactKafkaSpoutConfig.Rules(RULES, "the rules of now"));

    /** The ledger's last batch {@code txid} has offsets {@code from} to {@code to} and blacklist version 2. */
    private void ledgerHas(long from, long to, long txid) {
        ledgerHas(PARTITION, from, to, txid);
    }

    private void ledgerHas(TopicPartition partition, long from, long to, long txid) {
        ledger.put(partition.toString(), new LedgerReader.Position(to, txid, from, 2, ledgerRules, topic));
    }

    private static OffsetRange range(long from, long to, long txid) {
        return new OffsetRange(from, to, 2, RULES, txid, false);
    }

    /**
     * A partition is added. A coordinator that is cut off counts batch 4 without it; its successor has proposed batch 4
     * with it.
     */
    @Test
    void addedPartitionStartsAtItsFirstLineIfTheLedgerHasItsBatchWithoutIt() {
        check.setPartitions(List.of(PARTITION, ADDED));
        OffsetRange proposed = new OffsetRange(0, 2, 2, RULES, 4, true);
        ledgerHas(5, 8, 4);
        assertThat(check.start(ADDED, Optional.of(proposed), 5))
                .isEqualTo(new LedgerCheck.Start(OptionalLong.empty(), Optional.empty(), true, true));
        assertThat(check.replayRange(ADDED, Optional.of(range(2, 3, 5)), 5)).isEmpty();
    }

    /** Whatever of it was proposed, nothing of the added partition was counted in these batches. */
    @Test
    void addedPartitionIsNotInBatchesThatTheLedgerHasWithoutIt() {
        check.setPartitions(List.of(PARTITION, ADDED));
        OffsetRange proposed = new OffsetRange(0, 2, 2, RULES, 4, true);
        ledgerHas(5, 8, 4);
        assertThat(check.replayRange(ADDED, Optional.of(proposed), 4)).isEmpty();
        ledgerHas(5, 8, 6);
        assertThat(check.replayRange(ADDED, Optional.of(proposed), 4).map(OffsetRange::txid))
                .contains(6L);
        assertThat(check.start(ADDED, Optional.of(proposed), 5).counted().map(OffsetRange::txid))
                .contains(6L);
    }

    @Test
    void batchWithoutMetadataHasNoLinesOfAnAddedPartitionIfTheLedgerHasItWithout() {
        check.setPartitions(List.of(PARTITION, ADDED));
        ledgerHas(5, 8, 4);
        assertThat(check.start(ADDED, Optional.empty(), 4))
                .isEqualTo(new LedgerCheck.Start(OptionalLong.empty(), Optional.empty(), true, false));
    }

    /** Two coordinators, of which one does not know a partition: it counts batches without it again and again. */
    @Test
    void batchesThatTheLedgerHasWithoutAPartitionDoNotCount() {
        check.setPartitions(List.of(PARTITION, ADDED));
        ledgerHas(ADDED, 0, 3, 5);
        ledgerHas(5, 8, 6);
        assertThat(replay(ADDED, range(2, 3, 7), 7)).contains(range(3, 3, 7));
        assertThat(replay(ADDED, range(5, 9, 7), 7)).contains(range(3, 9, 7));
        assertThat(check.start(ADDED, Optional.of(range(3, 7, 6)), 7)).isEqualTo(at(3));
        assertThat(replay(ADDED, range(3, 7, 6), 6)).contains(range(3, 3, 6));
        assertThat(check.start(ADDED, Optional.of(range(0, 3, 5)), 6)).isEqualTo(has(range(3, 3, 6)));
        assertThat(replay(ADDED, range(0, 3, 5), 5)).contains(later(3, 6));
    }

    @Test
    void addedPartitionContinuesAfterABatchThatIsNotInTheLedgerYet() {
        check.setPartitions(List.of(PARTITION, ADDED));
        OffsetRange proposed = new OffsetRange(0, 2, 2, RULES, 4, true);
        ledgerHas(5, 8, 3);
        assertThat(check.start(ADDED, Optional.of(proposed), 5)).isEqualTo(at(2));
        assertThat(check.replayRange(ADDED, Optional.of(range(2, 3, 5)), 5)).contains(range(2, 3, 5));
        assertThat(check.replayRange(ADDED, Optional.of(proposed), 4)).contains(proposed);
    }

    private LedgerCheck.Start startAfter(OffsetRange last, long txid) {
        return check.start(PARTITION, Optional.of(last), txid);
    }

    private LedgerCheck.Start startWithoutMetadata(long txid) {
        return check.start(PARTITION, Optional.empty(), txid);
    }

    private Optional<OffsetRange> replay(OffsetRange range, long txid) {
        return replay(PARTITION, range, txid);
    }

    private Optional<OffsetRange> replay(TopicPartition partition, OffsetRange range, long txid) {
        return check.replayRange(partition, Optional.of(range), txid);
    }

    private static LedgerCheck.Start at(long offset) {
        return new LedgerCheck.Start(OptionalLong.of(offset), Optional.empty(), false, true);
    }

    private static LedgerCheck.Start has(OffsetRange range) {
        return new LedgerCheck.Start(OptionalLong.empty(), Optional.of(range), false, true);
    }

    /** What a batch passes with that was counted before. */
    private static OffsetRange later(long next, long txid) {
        return range(next, next, txid);
    }

    @Test
    void unknownPartitionMayStartAnywhere() {
        assertThat(startWithoutMetadata(1))
                .isEqualTo(new LedgerCheck.Start(OptionalLong.empty(), Optional.empty(), true, true));
        assertThat(check.replayRange(PARTITION, Optional.empty(), 1)).isEmpty();
    }

    /** The first batches are under way, and nothing is in the ledger yet. */
    @Test
    void emptyLedgerAcceptsWhatTheTransactionStateHas() {
        assertThat(replay(new OffsetRange(3, 5, 2, RULES, 1, true), 1))
                .contains(new OffsetRange(3, 5, 2, RULES, 1, true));
        assertThat(startAfter(range(3, 5, 1), 2)).isEqualTo(at(5));
        assertThat(replay(range(5, 9, 2), 2)).contains(range(5, 9, 2));
    }

    @Test
    void batchAfterAFirstOneWithoutLinesMayBeTheFirst() {
        OffsetRange first = new OffsetRange(40, 40, 2, RULES, 6, true);
        assertThat(startAfter(first, 7))
                .isEqualTo(new LedgerCheck.Start(OptionalLong.of(40), Optional.empty(), true, true));
        assertThat(replay(first, 6)).contains(first);
    }

    /** Two coordinators: one has proposed batches 5 and 6 with a partition that was added, the other one counts them without. */
    @Test
    void batchWithoutLinesAfterOneWithLinesIsNotTheFirst() {
        assertThat(startAfter(range(3, 3, 6), 7)).isEqualTo(at(3));
        assertThat(replay(range(3, 3, 6), 6).orElseThrow().first()).isFalse();
    }

    @Test
    void partitionWithoutMetadataContinuesAtLedgerOffset() {
        ledgerHas(30, 40, 6);
        assertThat(startWithoutMetadata(7)).isEqualTo(at(40));
        ledgerHas(40, 50, 7);
        assertThat(startWithoutMetadata(8)).isEqualTo(at(50));
    }

    /** A coordinator that was cut off stored an older batch over its successor's. */
    @Test
    void batchBeforeTheLedgersPasses() {
        ledgerHas(30, 40, 6);
        assertThat(startWithoutMetadata(5)).isEqualTo(has(later(40, 6)));
        assertThat(startAfter(range(10, 20, 3), 4)).isEqualTo(has(later(40, 6)));
        assertThat(replay(range(20, 30, 5), 5)).contains(later(40, 6));
        assertThat(check.replayRange(PARTITION, Optional.empty(), 5)).contains(later(40, 6));
    }

    /** The rules of then need not be at hand: nothing is judged. */
    @Test
    void batchBeforeTheLedgersPassesUnderOtherRules() {
        ledgerRules = 6;
        ledgerHas(30, 40, 6);
        assertThat(startWithoutMetadata(5)).isEqualTo(has(later(40, 6)));
    }

    /** It would take hours. */
    @Test
    void rejectsLostTransactionState() {
        ledgerHas(30, 40, 1_006);
        assertThat(startWithoutMetadata(6)).isEqualTo(has(later(40, 1_006)));
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(() -> startWithoutMetadata(5), () -> replay(range(20, 30, 5), 5))) {
            assertThatThrownBy(call)
                    .isInstanceOf(ReportedFailedException.class)
                    .hasMessageContaining("is behind the ledger: it is at batch 5, but access-log-0")
                    .hasMessageContaining("up to offset 40 (batch 1006)")
                    .hasMessageContaining("run `recover`");
        }
    }

    /** It has been counted, so its lines must be the same. */
    @Test
    void batchWhoseMetadataWasLostKeepsTheOffsetsOfTheLedger() {
        ledgerHas(30, 40, 6);
        assertThat(startWithoutMetadata(6)).isEqualTo(has(range(30, 40, 6)));
        assertThat(startAfter(range(20, 30, 5), 6)).isEqualTo(has(range(30, 40, 6)));
    }

    @Test
    void continuesAfterTheLastBatch() {
        ledgerHas(30, 40, 6);
        assertThat(startAfter(range(30, 40, 6), 7)).isEqualTo(at(40));
    }

    /** With several batches in flight, the last one is not in the ledger yet. */
    @Test
    void continuesAfterABatchInFlight() {
        ledgerHas(30, 40, 6);
        assertThat(startAfter(range(50, 60, 8), 9)).isEqualTo(at(60));
        assertThat(replay(range(60, 70, 9), 9)).contains(range(60, 70, 9));
    }

    @Test
    void prefersLedgerEndOffset() {
        ledgerHas(30, 41, 6);
        assertThat(startAfter(range(30, 40, 6), 7)).isEqualTo(at(41));
        ledgerHas(30, 38, 6);
        assertThat(startAfter(range(30, 40, 6), 7)).isEqualTo(at(38));
    }

    @Test
    void replayStartsAtLedgerOffset() {
        ledgerHas(30, 40, 6);
        assertThat(replay(range(40, 50, 7), 7)).contains(range(40, 50, 7));
    }

    @Test
    void replayedBatchMayAlreadyBeInLedger() {
        ledgerHas(40, 50, 7);
        assertThat(replay(range(40, 50, 7), 7)).contains(range(40, 50, 7));
    }

    /** A zombie worker has overwritten its successor's metadata of batch 7. */
    @Test
    void replayUsesTheRangeInTheLedger() {
        ledgerHas(40, 50, 7);
        OffsetRange zombies = new OffsetRange(40, 45, 3, RULES, 7, false);
        assertThat(replay(zombies, 7)).contains(range(40, 50, 7));
        assertThat(startAfter(zombies, 8)).isEqualTo(at(50));
    }

    /** Batch 7 has other offsets in the ledger than batch 8 was told when it was read. */
    @Test
    void replayIsCorrectedToContinueTheLedger() {
        ledgerHas(40, 52, 7);
        assertThat(replay(range(50, 60, 8), 8)).contains(range(52, 60, 8));
        assertThat(replay(range(50, 51, 8), 8)).contains(range(52, 52, 8));
        ledgerHas(40, 45, 7);
        assertThat(replay(range(50, 60, 8), 8)).contains(range(45, 60, 8));
    }

    private static OffsetRange formerRules(long from, long to, long txid) {
        return new OffsetRange(from, to, 2, 6, txid, false);
    }

    /** Nothing of it is in the counters. */
    @Test
    void uncountedBatchIsReplayedUnderTheRulesOfNow() {
        assertThat(replay(formerRules(0, 5, 1), 1)).contains(range(0, 5, 1));
        ledgerHas(30, 40, 6);
        assertThat(replay(formerRules(40, 50, 7), 7)).contains(range(40, 50, 7));
        assertThat(replay(formerRules(41, 50, 7), 7)).contains(range(40, 50, 7));
    }

    @Test
    void countedBatchIsNotReplayedUnderOtherRules() {
        ledgerRules = 6;
        ledgerHas(30, 40, 6);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> replay(formerRules(30, 40, 6), 6),
                () -> check.replayRange(PARTITION, Optional.empty(), 6),
                () -> startWithoutMetadata(6))) {
            assertThatThrownBy(call)
                    .isInstanceOf(ReportedFailedException.class)
                    .hasMessageContaining("Batch 6 of access-log-0 was counted under rules 6")
                    .hasMessageContaining("this topology has rules 7 (the rules of now)")
                    .hasMessageContaining("until that batch has been counted");
        }
        assertThat(replay(formerRules(40, 50, 7), 7)).contains(range(40, 50, 7));
    }

    @Test
    void batchThatAnEarlierVersionCountedIsReplayed() {
        ledgerRules = 0;
        ledgerHas(30, 40, 6);
        assertThat(replay(range(30, 40, 6), 6)).contains(range(30, 40, 6));
    }

    /** It is corrected when the batch before it has been counted. */
    @Test
    void replayAfterABatchInFlightIsNotCorrected() {
        ledgerHas(40, 52, 7);
        assertThat(replay(range(60, 70, 9), 9)).contains(range(60, 70, 9));
    }

    @Test
    void replayWithoutMetadataIsEmptyUnlessTheLedgerHasIt() {
        ledgerHas(30, 40, 6);
        assertThat(check.replayRange(PARTITION, Optional.empty(), 7)).contains(range(40, 40, 7));
        ledgerHas(40, 50, 7);
        assertThat(check.replayRange(PARTITION, Optional.empty(), 7)).contains(range(40, 50, 7));
    }

    @Test
    void batchAfterAnEmittedOneDoesNotReadTheLedger() {
        check.emitted(PARTITION, range(30, 40, 6));
        down = true;
        assertThat(startAfter(range(30, 40, 6), 7)).isEqualTo(at(40));
        // What was emitted counts, not what another worker has stored.
        assertThat(startAfter(range(30, 45, 6), 7)).isEqualTo(at(40));
        assertThat(asked).isZero();
        assertThatThrownBy(() -> startAfter(range(40, 50, 7), 8)).isInstanceOf(FailedException.class);
    }

    @Test
    void unreadableLedgerFailsTheBatchAndIsRetried() {
        down = true;
        assertThatThrownBy(() -> startAfter(range(30, 40, 6), 7)).isInstanceOf(FailedException.class);
        assertThatThrownBy(() -> startWithoutMetadata(7)).isInstanceOf(FailedException.class);
        assertThatThrownBy(() -> replay(range(30, 40, 7), 7)).isInstanceOf(FailedException.class);
        down = false;
        ledgerHas(30, 40, 6);
        assertThat(startAfter(range(30, 40, 6), 7)).isEqualTo(at(40));
    }

    @Test
    void rejectsRecreatedTopic() {
        topic = 8;
        ledgerHas(30, 40, 6);
        check.setTopicId(8);
        assertThat(startAfter(range(30, 40, 6), 7)).isEqualTo(at(40));
        check.emitted(PARTITION, range(30, 40, 6));
        // Re-created while this task runs.
        check.setTopicId(9);
        assertThatThrownBy(() -> startAfter(range(30, 40, 6), 7))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("has a different topic ID")
                .hasMessageContaining("access-log-0")
                .hasMessageContaining("offset 40");
        assertThatThrownBy(() -> replay(range(30, 40, 6), 7))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("has a different topic ID");
        assertThatThrownBy(() -> startWithoutMetadata(7)).isInstanceOf(ReportedFailedException.class);
    }

    @Test
    void closesTheLedgerReader() {
        check.close();
        assertThat(closed).isTrue();
    }
}
