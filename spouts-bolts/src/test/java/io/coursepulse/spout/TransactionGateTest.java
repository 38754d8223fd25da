package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Three batches in flight: Trident's passes ask for four transactions, those of them that are not active. */
class TransactionGateTest {

    private final TransactionGate gate = new TransactionGate();

    /**
     * Asks as Trident does while its throttle is open: in ascending order, up to the first yes, which closes it.
     *
     * @return the transaction that was admitted, or nothing
     */
    private List<Long> pass(long... inactive) {
        for (long txid : inactive) {
            if (gate.admits(txid)) {
                return List.of(txid);
            }
        }
        return List.of();
    }

    @Test
    void startsAsManyAsThereMayBeInFlight() {
        List<Long> started = new ArrayList<>();
        long[] inactive = {5, 6, 7, 8};
        for (int passes = 0; passes < 20; passes++) {
            List<Long> admitted = pass(inactive);
            started.addAll(admitted);
            inactive = LongStream.of(inactive)
                    .filter(txid -> !admitted.contains(txid))
                    .toArray();
        }
        assertThat(started).containsExactly(5L, 6L, 7L);
        // Batch 5 has been committed.
        assertThat(pass(8, 9)).isEmpty();
        assertThat(pass(8, 9)).containsExactly(8L);
        assertThat(pass(9)).isEmpty();
        assertThat(pass(9)).isEmpty();
    }

    private void startFiveToSeven() {
        for (long txid = 5; txid <= 7; txid++) {
            assertThat(pass(LongStream.rangeClosed(txid, 8).toArray())).isEmpty();
            assertThat(pass(LongStream.rangeClosed(txid, 8).toArray())).containsExactly(txid);
        }
    }

    /** Batch 5 fails while the throttle is closed; it opens when Trident has passed over 5. */
    @Test
    void failedBatchStartsAgainBeforeLaterOnes() {
        startFiveToSeven();
        assertThat(pass(6, 7, 8)).isEmpty();
        assertThat(pass(5, 6, 7, 8)).containsExactly(5L);
        assertThat(pass(6, 7, 8)).isEmpty();
        assertThat(pass(6, 7, 8)).containsExactly(6L);
    }

    /** The throttle opens in mid-pass, and the batch before fails before the next pass. */
    @Test
    void batchThatFailsBetweenTwoPassesStartsFirst() {
        startFiveToSeven();
        assertThat(pass(7, 8)).isEmpty();
        assertThat(pass(6, 7, 8)).containsExactly(6L);
    }

    @Test
    void restartedCoordinatorStartsWithTheFirstItAsksFor() {
        assertThat(pass(9, 10, 11, 12)).isEmpty();
        assertThat(pass(9, 10, 11, 12)).containsExactly(9L);
    }
}
