package io.coursepulse.store;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the ledger says of one topic partition.
 *
 * @param firstOffset the first offset that was ever counted
 * @param nextOffset the first offset that has not been counted
 * @param txid the batch that brought the count there
 * @param batchOffset the first offset of that batch, so that the batch is {@code [batchOffset, nextOffset)}
 * @param blacklist the version of the blacklist by which that batch's lines were judged
 * @param blacklists by which version lines were judged: version by the first offset that it has judged, up to the next
 *     one; version 0 before the first
 * @param topicId tells the topic from another one of the same name
 * @param outcomes how many offsets had which outcome so far; those that never occurred are absent
 */
public record LedgerRow(
        long firstOffset,
        long nextOffset,
        long txid,
        long batchOffset,
        long blacklist,
        NavigableMap<Long, Long> blacklists,
        long topicId,
        Map<String, Long> outcomes) {

    public LedgerRow {
        blacklists = Collections.unmodifiableNavigableMap(new TreeMap<>(blacklists));
        outcomes = Map.copyOf(outcomes);
    }

    /** The version of the blacklist that has judged the line at {@code offset}. */
    public long blacklistAt(long offset) {
        Map.Entry<Long, Long> since = blacklists.floorEntry(offset);
        return since == null ? 0 : since.getValue();
    }

    /** How many offsets have been counted. */
    public long lines() {
        return nextOffset - firstOffset;
    }

    /**
     * Reads a row.
     *
     * @param columns as {@link CounterReader#ledger} has them
     * @return empty if nothing of the partition was ever counted
     */
    public static Optional<LedgerRow> of(Map<String, StampedValue> columns) {
        StampedValue next = columns.get(Ledger.NEXT_OFFSET);
        if (next == null) {
            return Optional.empty();
        }
        Map<String, Long> outcomes = new TreeMap<>();
        NavigableMap<Long, Long> blacklists = new TreeMap<>();
        columns.forEach((column, value) -> {
            if (column.startsWith(Ledger.BLACKLIST_SINCE)) {
                blacklists.put(value.value(), Long.valueOf(column.substring(Ledger.BLACKLIST_SINCE.length())));
            } else if (!Ledger.POSITION_COLUMNS.contains(column)) {
                outcomes.put(column, value.value());
            }
        });
        return Optional.of(new LedgerRow(
                number(columns, Ledger.FIRST_OFFSET),
                next.value(),
                next.txid(),
                number(columns, Ledger.BATCH_OFFSET),
                number(columns, Ledger.BLACKLIST_VERSION),
                blacklists,
                number(columns, Ledger.TOPIC_ID),
                outcomes));
    }

    private static long number(Map<String, StampedValue> columns, String column) {
        StampedValue value = columns.get(column);
        if (value == null) {
            throw new IllegalArgumentException("The ledger's row has no column " + column + ": " + columns
                    + ". It was not written by this version of CoursePulse.");
        }
        return value.value();
    }
}
