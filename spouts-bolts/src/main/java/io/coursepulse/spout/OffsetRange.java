package io.coursepulse.spout;

import java.util.Map;

/**
 * The offsets of one topic partition in one batch, and its blacklist version: the batch's metadata, which Trident
 * stores in ZooKeeper before anything of the batch commits. A replay of the batch uses the same, unless the ledger has
 * other offsets for it.
 *
 * @param from the first offset
 * @param to one past the last offset; equal to {@code from} if the batch has no lines of the partition
 * @param blacklist the version of the blacklist
 * @param rules the identity of the other rules that decide about a line; 0 in metadata of earlier versions
 * @param txid the batch
 * @param first whether it is the partition's first batch, so that the ledger has no entry for the partition before
 */
public record OffsetRange(long from, long to, long blacklist, long rules, long txid, boolean first) {

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String BLACKLIST = "blacklist";
    private static final String RULES = "rules";
    private static final String TXID = "txid";
    private static final String FIRST = "first";

    /** The metadata, which Storm stores as JSON. */
    public Map<String, Object> toMap() {
        return Map.of(FROM, from, TO, to, BLACKLIST, blacklist, RULES, rules, TXID, txid, FIRST, first);
    }

    /**
     * Converts metadata that Storm has read from ZooKeeper.
     *
     * @throws IllegalStateException if another spout wrote it
     */
    public static OffsetRange of(Map<String, Object> map) {
        long from = number(map, FROM);
        long to = number(map, TO);
        // Metadata of earlier versions does not have these two. Without lines the partition may never have been
        // counted.
        boolean first = map.get(FIRST) instanceof Boolean known ? known : from == to;
        long rules = map.containsKey(RULES) ? number(map, RULES) : 0;
        return new OffsetRange(from, to, number(map, BLACKLIST), rules, number(map, TXID), first);
    }

    private static long number(Map<String, Object> map, String key) {
        if (map.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException(
                "Invalid transaction state in ZooKeeper, not written by this spout: missing number \"" + key + "\""
                        + " in " + map + ". Use a unique counts.transaction-id for this topology.");
    }

    /** Whether the batch has no lines of the partition. */
    public boolean isEmpty() {
        return from == to;
    }

    /** The same offsets, under other rules. */
    OffsetRange under(long otherRules) {
        return new OffsetRange(from, to, blacklist, otherRules, txid, first);
    }

    boolean sameOffsets(OffsetRange other) {
        return from == other.from && to == other.to;
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
