package io.coursepulse.spout;

/**
 * Lets a transaction start only when the one before it has been committed. {@code topology.max.spout.pending} is
 * therefore one more than the single batch in flight, which Trident needs in order to keep the attempt number of the
 * running transaction when its coordinator restarts: {@code MasterBatchCoordinator#getStoredCurrAttempts} of
 * storm-client 2.8.3 drops the numbers from {@code currtx + max.spout.pending - 1} on.
 *
 * <p>Trident does not tell a partitioned spout what has been committed, but its questions do. With n =
 * {@link #MAX_SPOUT_PENDING} it asks, in ascending order, only for transactions from the first uncommitted one c to c +
 * n - 1. So a question for t + 1 proves that c is at least t, and that every transaction before t has been committed: t
 * is admitted if t + 1 has been asked for before. It follows:
 *
 * <ul>
 *   <li>c + 1 is never admitted, whatever the throttle does between two questions, because c + 2 has not been asked for.
 *   <li>c is refused once, until the same or a later pass has asked for c + 1. A pass without a start does not throttle,
 *       so the next one, a millisecond later, starts c.
 *   <li>What has been admitted is admitted again after a failure.
 *   <li>A restarted coordinator begins without knowledge and asks from the stored c on.
 * </ul>
 *
 * Not thread-safe: Trident asks from one thread.
 */
final class TransactionGate {

    /** The setting that the reasoning is for; with another one it would be wrong. */
    static final int MAX_SPOUT_PENDING = 2;

    private long highestAsked = Long.MIN_VALUE;

    /** Whether the transaction may start. To be called for each of Trident's questions. */
    boolean admits(long txid) {
        boolean predecessorsCommitted = highestAsked > txid;
        highestAsked = Math.max(highestAsked, txid);
        return predecessorsCommitted;
    }
}
