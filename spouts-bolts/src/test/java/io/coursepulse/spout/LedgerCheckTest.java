package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LedgerCheckTest {

    private static final TopicPartition PARTITION = new TopicPartition("access-log", 0);

    private LedgerReader.Position ledger;
    private long topic;
    private boolean down;
    private int asked;
    private boolean closed;

    private final LedgerCheck check = new LedgerCheck(new LedgerReader() {
        @Override
        public Optional<Position> position(String partition) {
            assertThat(partition).isEqualTo("access-log-0");
            asked++;
            if (down) {
                throw new FailedException("down");
            }
            return Optional.ofNullable(ledger);
        }

        @Override
        public void close() {
            closed = true;
        }
    });

    /** The ledger's last batch {@code txid} has offsets {@code from} to {@code to} and blacklist version 2. */
    private void ledgerHas(long from, long to, long txid) {
        ledger = new LedgerReader.Position(to, txid, from, 2, topic);
    }

    private static OffsetRange range(long from, long to, long txid) {
        return new OffsetRange(from, to, 2, txid);
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(call)
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("does not match the ledger")
                .hasMessageContaining("recover");
        for (String part : parts) {
            thrown.hasMessageContaining(part);
        }
    }

    @Test
    void partitionMissingFromLedgerMayStartAnywhere() {
        assertThat(check.startWithoutMetadata(PARTITION, 1)).isEmpty();
        assertThat(check.replayRange(PARTITION, range(3, 5, 1), 1)).isEqualTo(range(3, 5, 1));
    }

    @Test
    void emptyPartitionMayBeMissingFromLedger() {
        assertThat(check.startAfter(PARTITION, range(40, 40, 6), 7)).isEqualTo(40);
    }

    @Test
    void rejectsNewBatchWhenLedgerWasEmptied() {
        assertRefused(
                () -> check.startAfter(PARTITION, range(30, 40, 6), 7), "has no entry for this partition", "[30, 40)");
    }

    @Test
    void partitionWithoutMetadataContinuesAtLedgerOffset() {
        ledgerHas(30, 40, 6);
        assertThat(check.startWithoutMetadata(PARTITION, 7)).hasValue(40);
    }

    @Test
    void partitionWithoutMetadataIsReadFromLedgerEachTime() {
        ledgerHas(30, 40, 6);
        check.startWithoutMetadata(PARTITION, 7);
        ledgerHas(40, 50, 7);
        assertThat(check.startWithoutMetadata(PARTITION, 8)).hasValue(50);
    }

    @Test
    void rejectsLostTransactionState() {
        ledgerHas(30, 40, 6);
        assertRefused(() -> check.startWithoutMetadata(PARTITION, 6), "offset 40", "batch 6", "has no offset");
        assertRefused(() -> check.startWithoutMetadata(PARTITION, 1), "(batch 6)", "at batch 1");
    }

    @Test
    void continuesAfterTheLastBatch() {
        ledgerHas(30, 40, 6);
        assertThat(check.startAfter(PARTITION, range(30, 40, 6), 7)).isEqualTo(40);
        ledgerHas(30, 40, 4);
        assertThat(check.startAfter(PARTITION, range(40, 40, 6), 7)).isEqualTo(40);
    }

    @Test
    void prefersLedgerEndOffset() {
        ledgerHas(30, 41, 6);
        assertThat(check.startAfter(PARTITION, range(30, 40, 6), 7)).isEqualTo(41);
    }

    @Test
    void prefersLedgerEndOffsetEvenIfSmaller() {
        ledgerHas(30, 38, 6);
        assertThat(check.startAfter(PARTITION, range(30, 40, 6), 7)).isEqualTo(38);
    }

    @Test
    void rejectsNewBatchWhenLedgerLostTheLastOne() {
        ledgerHas(20, 30, 5);
        assertRefused(
                () -> check.startAfter(PARTITION, range(30, 40, 6), 7), "offset 30", "start at offset 40", "batch 7");
    }

    @Test
    void rejectsNewBatchWhenLedgerIsAhead() {
        ledgerHas(30, 40, 7);
        assertRefused(() -> check.startAfter(PARTITION, range(30, 40, 6), 7));
        ledgerHas(30, 40, 8);
        assertRefused(() -> check.startAfter(PARTITION, range(30, 40, 6), 7));
    }

    @Test
    void replayStartsAtLedgerOffset() {
        ledgerHas(30, 40, 6);
        assertThat(check.replayRange(PARTITION, range(40, 50, 7), 7)).isEqualTo(range(40, 50, 7));
    }

    @Test
    void replayedBatchMayAlreadyBeInLedger() {
        ledgerHas(40, 50, 7);
        assertThat(check.replayRange(PARTITION, range(40, 50, 7), 7)).isEqualTo(range(40, 50, 7));
    }

    /** A zombie worker has overwritten its successor's metadata of batch 7. */
    @Test
    void replayUsesTheRangeInTheLedger() {
        ledgerHas(40, 50, 7);
        OffsetRange zombies = new OffsetRange(40, 45, 3, 7);
        assertThat(check.replayRange(PARTITION, zombies, 7)).isEqualTo(range(40, 50, 7));
        assertThat(check.startAfter(PARTITION, zombies, 8)).isEqualTo(50);
    }

    @Test
    void nextBatchRereadsLedgerAfterCorrectedReplay() {
        ledgerHas(30, 40, 6);
        assertThat(check.startAfter(PARTITION, range(30, 40, 6), 7)).isEqualTo(40);
        ledgerHas(40, 50, 7);
        check.replayRange(PARTITION, range(40, 55, 7), 7);
        assertThat(check.startAfter(PARTITION, range(40, 55, 7), 8)).isEqualTo(50);
    }

    @Test
    void rejectsReplayNotContiguousWithLedger() {
        ledgerHas(30, 41, 6);
        assertRefused(() -> check.replayRange(PARTITION, range(40, 50, 7), 7));
        ledgerHas(30, 39, 6);
        assertRefused(() -> check.replayRange(PARTITION, range(40, 50, 7), 7));
        ledgerHas(40, 50, 8);
        assertRefused(() -> check.replayRange(PARTITION, range(40, 50, 7), 7), "(batch 8)");
    }

    @Test
    void partitionIsCheckedOnceUnlessRejected() {
        ledgerHas(20, 30, 5);
        assertRefused(() -> check.startAfter(PARTITION, range(30, 40, 6), 7));
        assertRefused(() -> check.startAfter(PARTITION, range(30, 40, 6), 7));
        ledgerHas(30, 40, 6);
        check.startAfter(PARTITION, range(30, 40, 6), 7);
        down = true;
        assertThat(check.startAfter(PARTITION, range(40, 50, 7), 8)).isEqualTo(50);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void unreadableLedgerFailsTheBatchAndIsRetried() {
        down = true;
        assertThatThrownBy(() -> check.startAfter(PARTITION, range(30, 40, 6), 7))
                .isInstanceOf(FailedException.class);
        assertThatThrownBy(() -> check.startWithoutMetadata(PARTITION, 7)).isInstanceOf(FailedException.class);
        assertThatThrownBy(() -> check.replayRange(PARTITION, range(30, 40, 7), 7))
                .isInstanceOf(FailedException.class);
        down = false;
        ledgerHas(90, 99, 9);
        assertRefused(() -> check.startAfter(PARTITION, range(30, 40, 6), 7));
    }

    @Test
    void rejectsRecreatedTopic() {
        topic = 8;
        ledgerHas(30, 40, 6);
        check.setTopicId(8);
        assertThat(check.startAfter(PARTITION, range(30, 40, 6), 7)).isEqualTo(40);
        // Re-created while this task runs.
        check.setTopicId(9);
        assertThatThrownBy(() -> check.startAfter(PARTITION, range(30, 40, 6), 7))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("has a different topic ID")
                .hasMessageContaining("access-log-0")
                .hasMessageContaining("offset 40");
        assertThatThrownBy(() -> check.replayRange(PARTITION, range(30, 40, 6), 7))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("has a different topic ID");
        assertThatThrownBy(() -> check.startWithoutMetadata(PARTITION, 7)).isInstanceOf(ReportedFailedException.class);
    }

    @Test
    void closesTheLedgerReader() {
        check.close();
        assertThat(closed).isTrue();
    }
}
