package io.coursepulse.spout;

/**
 * Lets transactions start in order, and only as many at a time as there may be batches in flight. {@code
 * topology.max.spout.pending} is one more than that, which Trident needs in order to keep the attempt numbers of all
 * running transactions when its coordinator restarts: {@code MasterBatchCoordinator#getStoredCurrAttempts} of
 * storm-client 2.8.3 drops the numbers from {@code currtx + max.spout.pending - 1} on.
 *
 * <p>Trident does not tell a partitioned spout what has been committed or has failed, but its questions do. With n =
 * {@code topology.max.spout.pending} it asks, in ascending order, only for transactions that are not active, from the
 * first uncommitted one c to c + n - 1, in one pass after another; a yes of the spout is always followed by the
 * transaction's start. It does not ask while its throttle is closed. The throttle closes only by a start, so once it has opened it stays
 * open until the next yes. (A yes of this class is not always one of the spout, which may have no lines; then the next
 * pass asks for the same transaction again.)
 *
 * <ul>
 *   <li><b>The number.</b> A question for t + 1 proves that t + 1 is at most c + n - 1. So t is admitted only after a
 *       question for t + 1: at most n - 1 transactions, c to c + n - 2, are ever active.
 *   <li><b>The order.</b> The throttle can open in the middle of a pass, so the first question after a yes need not be
 *       for the lowest transaction that is not active: after a failure of t, Trident may have passed over t while the
 *       throttle was closed and ask for t + 1. So that question, for some q, is refused, and with it all greater ones of
 *       its pass. The next pass finds the throttle open and begins with the lowest transaction that is not active, which
 *       is at most q; it is recognized by that, and admitted. Whatever is admitted is thus the lowest one that is not
 *       active, so all before it have been started.
 *   <li>A pass without a start takes a millisecond, so a refusal costs no more than that.
 *   <li>A restarted coordinator begins without knowledge and asks from the stored c on.
 * </ul>
 *
 * Not thread-safe: Trident asks from one thread.
 */
final class TransactionGate {

    private static final long NONE = Long.MAX_VALUE;

    private long highestAsked = Long.MIN_VALUE;

    /** The first question since the last yes; none yet if there has been no question since. */
    private long firstRefused = NONE;

    /** The value of {@code topology.max.spout.pending} that allows {@code batchesInFlight}. */
    static int maxSpoutPending(int batchesInFlight) {
        return batchesInFlight + 1;
    }

    /** Whether the transaction may start. To be called for each of Trident's questions. */
    boolean admits(long txid) {
        boolean roomForIt = highestAsked > txid;
        highestAsked = Math.max(highestAsked, txid);
        boolean firstQuestion = firstRefused == NONE;
        boolean lowestInactive = !firstQuestion && txid <= firstRefused;
        if (lowestInactive && roomForIt) {
            firstRefused = NONE;
            return true;
        }
        if (firstQuestion) {
            firstRefused = txid;
        }
        return false;
    }
}
