package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StartCheckTest {

    private static final TopicPartition PARTITION = new TopicPartition("access-log", 0);

    private Account.Position ledger;
    private boolean down;
    private int asked;
    private boolean closed;

    private final StartCheck check = new StartCheck(new Account() {
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

    private void ledgerAt(long nextOffset, long txid) {
        ledger = new Account.Position(nextOffset, txid);
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        AbstractThrowableAssert<?, ?> refused = assertThatThrownBy(call)
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("does not agree with the ledger");
        for (String part : parts) {
            refused.hasMessageContaining(part);
        }
    }

    @Test
    void aPartitionThatTheLedgerDoesNotKnowBeginsAnywhere() {
        assertThat(check.withoutMetadata(PARTITION, 1)).isEmpty();
        check.again(PARTITION, new OffsetRange(3, 5, 0), 1);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void withoutMetadataAPartitionGoesOnWhereTheLedgerStands() {
        ledgerAt(40, 6);
        assertThat(check.withoutMetadata(PARTITION, 7)).hasValue(40);
    }

    @Test
    void withoutMetadataTheLedgerIsAskedEachTime() {
        ledgerAt(40, 6);
        check.withoutMetadata(PARTITION, 7);
        ledgerAt(50, 7);
        assertThat(check.withoutMetadata(PARTITION, 8)).hasValue(50);
    }

    @Test
    void refusesLostTransactionState() {
        ledgerAt(40, 6);
        assertRefused(() -> check.withoutMetadata(PARTITION, 6), "offset 40", "batch 6", "knows no offset");
        assertRefused(() -> check.withoutMetadata(PARTITION, 1), "since batch 6", "at batch 1");
    }

    @Test
    void goesOnAfterTheLastBatch() {
        ledgerAt(40, 6);
        assertThat(check.after(PARTITION, new OffsetRange(30, 40, 0), 7)).isEqualTo(40);
    }

    @Test
    void earlierBatchesMayStillBeUnderWay() {
        ledgerAt(20, 4);
        assertThat(check.after(PARTITION, new OffsetRange(30, 40, 0), 7)).isEqualTo(40);
    }

    @Test
    void refusesToGoOnBeforeTheLedger() {
        ledgerAt(41, 6);
        assertRefused(
                () -> check.after(PARTITION, new OffsetRange(30, 40, 0), 7),
                "offset 41",
                "begin at offset 40",
                "batch 7");
    }

    @Test
    void refusesToGoOnFromABatchThatTheLedgerIsAheadOf() {
        ledgerAt(40, 7);
        assertRefused(() -> check.after(PARTITION, new OffsetRange(30, 40, 0), 7));
        ledgerAt(40, 8);
        assertRefused(() -> check.after(PARTITION, new OffsetRange(30, 40, 0), 7));
    }

    @Test
    void aReplayBeginsWhereTheLedgerStandsOrLater() {
        ledgerAt(40, 6);
        assertThatCode(() -> check.again(PARTITION, new OffsetRange(40, 50, 0), 7))
                .doesNotThrowAnyException();
    }

    @Test
    void aReplayMayHaveEnteredTheLedgerAlready() {
        ledgerAt(50, 7);
        assertThatCode(() -> check.again(PARTITION, new OffsetRange(40, 50, 0), 7))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAReplayThatTheLedgerKnowsOtherwise() {
        ledgerAt(51, 7);
        assertRefused(() -> check.again(PARTITION, new OffsetRange(40, 50, 0), 7), "since batch 7");
        ledgerAt(41, 6);
        assertRefused(() -> check.again(PARTITION, new OffsetRange(40, 50, 0), 7));
        ledgerAt(50, 8);
        assertRefused(() -> check.again(PARTITION, new OffsetRange(40, 50, 0), 7), "since batch 8");
    }

    @Test
    void aPartitionIsCheckedOnceButARefusalIsNoCheck() {
        ledgerAt(41, 6);
        assertRefused(() -> check.after(PARTITION, new OffsetRange(30, 40, 0), 7));
        assertRefused(() -> check.after(PARTITION, new OffsetRange(30, 40, 0), 7));
        ledgerAt(40, 6);
        check.after(PARTITION, new OffsetRange(30, 40, 0), 7);
        down = true;
        assertThat(check.after(PARTITION, new OffsetRange(40, 50, 0), 8)).isEqualTo(50);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void anUnreadableLedgerFailsTheBatchAndIsAskedAgain() {
        down = true;
        assertThatThrownBy(() -> check.after(PARTITION, new OffsetRange(30, 40, 0), 7))
                .isInstanceOf(FailedException.class);
        assertThatThrownBy(() -> check.withoutMetadata(PARTITION, 7)).isInstanceOf(FailedException.class);
        down = false;
        ledgerAt(99, 9);
        assertRefused(() -> check.after(PARTITION, new OffsetRange(30, 40, 0), 7));
    }

    @Test
    void closesTheAccount() {
        check.close();
        assertThat(closed).isTrue();
    }
}
