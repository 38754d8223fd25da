package io.coursepulse.spout;

import java.util.Map;

/**
 * What one batch takes from one topic partition, and with which blacklist it judges: the batch's metadata, which is
 * stored in ZooKeeper before anything of the batch commits. An attempt to process the batch again takes the same.
 *
 * @param from the first offset
 * @param to one past the last offset; equal to {@code from} if the batch takes nothing
 * @param blacklist the version of the blacklist
 * @param txid the batch
 */
public record OffsetRange(long from, long to, long blacklist, long txid) {

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String BLACKLIST = "blacklist";
    private static final String TXID = "txid";

    /** As Storm stores it, in JSON. */
    public Map<String, Object> toMap() {
        return Map.of(FROM, from, TO, to, BLACKLIST, blacklist, TXID, txid);
    }

    /**
     * From what Storm has read out of ZooKeeper.
     *
     * @throws IllegalStateException if another spout wrote it
     */
    public static OffsetRange of(Map<String, Object> map) {
        return new OffsetRange(number(map, FROM), number(map, TO), number(map, BLACKLIST), number(map, TXID));
    }

    private static long number(Map<String, Object> map, String key) {
        if (map.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException(
                "The transaction state in ZooKeeper was not written by this spout: " + map + " has no number \"" + key
                        + "\". Give this topology a transaction id of its own (counts.transaction-id).");
    }

    /** Whether the batch takes nothing from the partition. */
    public boolean isEmpty() {
        return from == to;
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
