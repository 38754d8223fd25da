package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.config.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A coordinator that has started its first two transactions, in a topic of one partition with a hundred lines. */
class NewLinesTest {

    private static final int IN_FLIGHT = 2;

    private long lines = 100;
    private TopicLookup.Topic topic = new TopicLookup.Topic(FakeTopic.ID, 1);
    private final FakeTopic kafka = new FakeTopic(() -> lines);
    private final NewLines newLines = new NewLines(kafka, kafka::ledger, Duration.ZERO, IN_FLIGHT, Ticker.SYSTEM);
    private long txid = 7;

    /** Whether the next transaction starts. */
    private boolean starts() {
        boolean starts = newLines.mayStart(txid, topic);
        txid += starts ? 1 : 0;
        return starts;
    }

    private int startsUntilIdle() {
        int starts = 0;
        while (starts()) {
            starts++;
            assertThat(starts).as("starts without new lines").isLessThan(10);
        }
        return starts;
    }

    /** They may have to be replayed, whatever the ledger says: the counters are written after it. */
    @BeforeEach
    void transactionsOfThePreviousCoordinatorAreStartedAgain() {
        assertThat(starts()).isTrue();
        assertThat(starts()).isTrue();
        assertThat(kafka.questions()).isZero();
    }

    @Test
    void startsNothingWithoutNewLines() {
        assertThat(startsUntilIdle()).isEqualTo(1);
        int reads = kafka.ledgerReads();
        for (int question = 0; question < 1_000; question++) {
            assertThat(starts()).isFalse();
        }
        assertThat(kafka.ledgerReads()).isEqualTo(reads);
    }

    @Test
    void newLinesStartABatch() {
        startsUntilIdle();
        lines = 101;
        assertThat(starts()).isTrue();
        assertThat(starts()).isFalse();
    }

    @Test
    void startedTransactionIsStartedAgainAfterAFailure() {
        startsUntilIdle();
        assertThat(newLines.mayStart(txid - 1, topic)).isTrue();
        assertThat(newLines.mayStart(txid - 2, topic)).isTrue();
        assertThat(newLines.mayStart(txid, topic)).isFalse();
    }

    /** A batch is limited, and its poll may have found nothing yet. */
    @Test
    void goesOnUntilTheLedgerHasAllLines() {
        kafka.counted(Optional.of(50L));
        for (int batch = 0; batch < 20; batch++) {
            assertThat(starts()).isTrue();
        }
        kafka.counted(Optional.of(100L));
        assertThat(starts()).isFalse();
    }

    /** Another coordinator has written the last batch there; it may not be in the counters. */
    @Test
    void goesOnUntilItHasStartedTheLedgersLastBatch() {
        kafka.countedBatch(15);
        while (starts()) {
            assertThat(txid).isLessThanOrEqualTo(16);
        }
        assertThat(txid).isEqualTo(16);
    }

    /** The batch says that lines were lost. */
    @Test
    void goesOnWhileTheLedgerIsAheadOfKafka() {
        kafka.counted(Optional.of(200L));
        assertThat(starts()).isTrue();
        assertThat(starts()).isTrue();
    }

    @Test
    void partitionThatWasNeverCountedIsIdleOnlyIfItIsEmpty() {
        kafka.counted(Optional.empty());
        assertThat(starts()).isTrue();
        assertThat(starts()).isTrue();
        kafka.beginning(100);
        assertThat(starts()).isFalse();
    }

    @Test
    void recreatedTopicStartsABatch() {
        startsUntilIdle();
        topic = new TopicLookup.Topic(FakeTopic.ID + 1, 1);
        assertThat(starts()).isTrue();
        assertThat(starts()).isTrue();
    }

    @Test
    void addedPartitionStartsABatch() {
        startsUntilIdle();
        topic = new TopicLookup.Topic(FakeTopic.ID, 2);
        assertThat(starts()).isTrue();
        assertThat(starts()).isFalse();
    }

    @Test
    void batchFindsOutWhyKafkaOrLedgerDoesNotAnswer() {
        startsUntilIdle();
        kafka.unavailable(true);
        assertThat(starts()).isTrue();
        assertThat(starts()).isTrue();
        kafka.unavailable(false);
        kafka.ledgerUnavailable(true);
        lines = 101;
        assertThat(starts()).isTrue();
        assertThat(starts()).isTrue();
        kafka.ledgerUnavailable(false);
        assertThat(starts()).isFalse();
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() {
        startsUntilIdle();
        kafka.silent(true);
        assertThat(starts()).isFalse();
        while (!starts()) {
            Thread.onSpinWait();
        }
        kafka.silent(false);
        assertThat(starts()).isFalse();
    }

    @Test
    void kafkaIsAskedOncePerInterval() {
        NewLines slow = new NewLines(kafka, kafka::ledger, Duration.ofHours(1), 0, Ticker.SYSTEM);
        int questions = kafka.questions();
        assertThat(slow.mayStart(1, topic)).isTrue();
        assertThat(slow.mayStart(2, topic)).isFalse();
        assertThat(slow.mayStart(2, topic)).isFalse();
        assertThat(kafka.questions()).isEqualTo(questions + 1);
    }
}
