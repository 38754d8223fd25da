package io.coursepulse.store;

import io.coursepulse.dimension.Dimension;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ledger's record of one topic partition.
 *
 * @param firstOffset the first offset that was ever counted
 * @param nextOffset the first offset that has not been counted
 * @param txid the batch that counted up to that offset
 * @param batchOffset the first offset of that batch, so that the batch is {@code [batchOffset, nextOffset)}
 * @param blacklist the blacklist version of that batch
 * @param blacklists the blacklist versions by the first offset for which each was used, up to the next one; version 0
 *     before the first
 * @param rules the identities of the other rules by the first offset for which each was used, up to the next one; 0, which
 *     is unknown, before the first
 * @param daysSince the offset from which on {@link CountedDays} knows where each day's lines are; {@link Long#MAX_VALUE} if
 *     it does not
 * @param topicId Kafka's topic ID, folded to a long
 * @param outcomes how many offsets had which outcome so far; those that never occurred are absent
 * @param visits how many of the counted lines have a value in each dimension that counts only those; a dimension is
 *     absent if the row is older than this number
 */
public record LedgerRow(
        long firstOffset,
        long nextOffset,
        long txid,
        long batchOffset,
        long blacklist,
        NavigableMap<Long, Long> blacklists,
        NavigableMap<Long, Long> rules,
        long daysSince,
        long topicId,
        Map<String, Long> outcomes,
        Map<Dimension, Long> visits) {

    private static final StampedValue NEVER = new StampedValue(Long.MAX_VALUE, 0);

    public LedgerRow {
        blacklists = Collections.unmodifiableNavigableMap(new TreeMap<>(blacklists));
        rules = Collections.unmodifiableNavigableMap(new TreeMap<>(rules));
        outcomes = Map.copyOf(outcomes);
        visits = Map.copyOf(visits);
    }

    /** The blacklist version that was used for the line at {@code offset}. */
    public long blacklistAt(long offset) {
        Map.Entry<Long, Long> since = blacklists.floorEntry(offset);
        return since == null ? 0 : since.getValue();
    }

    /** The identity of the rules that were used for the line at {@code offset}; 0 if an earlier version counted it. */
    public long rulesAt(long offset) {
        Map.Entry<Long, Long> since = rules.floorEntry(offset);
        return since == null ? 0 : since.getValue();
    }

    /** The number of counted offsets. */
    public long lines() {
        return nextOffset - firstOffset;
    }

    /**
     * Parses a row.
     *
     * @param columns as returned by {@link CounterReader#ledger}
     * @return empty if no line of the partition was ever counted
     */
    public static Optional<LedgerRow> of(Map<String, StampedValue> columns) {
        StampedValue next = columns.get(Ledger.NEXT_OFFSET);
        if (next == null) {
            return Optional.empty();
        }
        Map<String, Long> outcomes = new TreeMap<>();
        columns.forEach((column, value) -> {
            if (!Ledger.POSITION_COLUMNS.contains(column)
                    && !column.startsWith(Ledger.VISITS_WITH)
                    && !column.startsWith(Ledger.BLACKLIST_SINCE)
                    && !column.startsWith(Ledger.RULES_SINCE)) {
                outcomes.put(column, value.value());
            }
        });
        Map<Dimension, Long> visits = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.ofSomeVisits()) {
            StampedValue value = columns.get(Ledger.visitsColumn(dimension));
            if (value != null) {
                visits.put(dimension, value.value());
            }
        }
        return Optional.of(new LedgerRow(
                number(columns, Ledger.FIRST_OFFSET),
                next.value(),
                next.txid(),
                number(columns, Ledger.BATCH_OFFSET),
                number(columns, Ledger.BLACKLIST_VERSION),
                versions(columns, Ledger.BLACKLIST_SINCE),
                versions(columns, Ledger.RULES_SINCE),
                columns.getOrDefault(Ledger.DAYS_SINCE, NEVER).value(),
                number(columns, Ledger.TOPIC_ID),
                outcomes,
                visits));
    }

    /** Of two that were first used for the same offset, the later batch's: the other had no lines. */
    private static NavigableMap<Long, Long> versions(Map<String, StampedValue> columns, String prefix) {
        NavigableMap<Long, Long> versions = new TreeMap<>();
        columns.entrySet().stream()
                .filter(column -> column.getKey().startsWith(prefix))
                .sorted(Comparator.comparingLong(column -> column.getValue().txid()))
                .forEach(column -> versions.put(column.getValue().value(), version(column.getKey(), prefix)));
        return versions;
    }

    private static long version(String sinceColumn, String prefix) {
        String[] versionAndOffset = sinceColumn.substring(prefix.length()).split("_");
        return Long.parseLong(versionAndOffset[0]);
    }

    private static long number(Map<String, StampedValue> columns, String column) {
        StampedValue value = columns.get(column);
        if (value == null) {
            throw new IllegalArgumentException("Ledger row has no column " + column + ": " + columns
                    + ". It was written by another version of CoursePulse.");
        }
        return value.value();
    }
}
