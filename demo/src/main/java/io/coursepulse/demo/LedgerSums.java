package io.coursepulse.demo;

import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.store.StampedValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger's counts, summed over all topic partitions.
 *
 * @param lines the lines that have been processed, by offsets
 * @param outcomes the lines by outcome; all rejections together are {@code rejected}
 */
public record LedgerSums(long lines, Map<String, Long> outcomes) {

    private static final String REJECTED = "rejected";

    public static LedgerSums of(CounterReader store) {
        long lines = 0;
        Map<String, Long> outcomes = new TreeMap<>();
        for (Map<String, StampedValue> columns : store.ledger().values()) {
            LedgerRow row = LedgerRow.of(columns).orElseThrow();
            lines += row.lines();
            row.outcomes().forEach((column, count) -> outcomes.merge(outcomeOf(column), count, Long::sum));
        }
        return new LedgerSums(lines, outcomes);
    }

    private static String outcomeOf(String column) {
        return column.startsWith(REJECTED) ? REJECTED : column;
    }

    /** The lines with one outcome. */
    long outcome(String name) {
        return outcomes.getOrDefault(name, 0L);
    }
}
