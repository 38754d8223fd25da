package io.coursepulse.store;

import io.coursepulse.dimension.Dimension;
import java.time.LocalDate;
import java.util.Map;

/**
 * What one batch did with the lines of one topic partition.
 *
 * @param partition the topic partition, {@code access-log-0}
 * @param topicId Kafka's topic ID, folded to a long
 * @param first whether it may be the partition's first batch, so that the ledger may have no row for it yet
 * @param from the first offset of the batch
 * @param to one past its last offset; equal to {@code from} if the batch has no lines of the partition
 * @param blacklist the blacklist version of the batch
 * @param rules the identity of the other rules that its lines were classified by
 * @param digest of its lines and of what became of them; the same in all attempts
 * @param outcomes how many offsets had which outcome; the numbers sum to {@code to - from}
 * @param days where the counted lines of each day are
 * @param visits how many of the counted lines have a value in each dimension that counts only those ({@link
 *     Dimension#ofSomeVisits}); absent is none
 */
public record LedgerEntry(
        String partition,
        long topicId,
        boolean first,
        long from,
        long to,
        long blacklist,
        long rules,
        long digest,
        Map<LocalDate, CountedDays.Span> days,
        Map<String, Long> outcomes,
        Map<Dimension, Long> visits) {

    public LedgerEntry {
        days = Map.copyOf(days);
        outcomes = Map.copyOf(outcomes);
        visits = Map.copyOf(visits);
        long sum = outcomes.values().stream().mapToLong(Long::longValue).sum();
        if (from > to || sum != to - from) {
            throw new IllegalArgumentException("Offsets " + from + " to " + to + " of " + partition + " are "
                    + (to - from) + " lines, but their outcomes sum to " + sum + ": " + outcomes);
        }
    }

    /**
     * A digest of the partition and the offsets; 0 without lines. Those of a batch's entries can be added up in any order.
     * A partition that was added to the topic meanwhile is in a replay, without lines, but was not in the first attempt.
     */
    public long offsetsDigest() {
        return from == to ? 0 : mix(mix(partition.hashCode() + 31 * mix(from)) + to);
    }

    /** The finalizer of MurmurHash3: every bit of the input changes half of the result's. */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
