package io.coursepulse.store;

import io.coursepulse.dimension.CounterRow;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where in the topic the counted lines of each day are, so that a day can be counted again without reading the others.
 *
 * <p>In a table of their own, one row for each day and topic partition ({@code 20171111_access-log-0}), with the offset of
 * the first counted line of that day and a bound for the last. They are extended before the lines are in the ledger, and
 * never shrink, so they hold all lines that are in the ledger, also if an attempt that extended them was refused. The
 * bound is ahead of the last line, so that it need not be written in every batch.
 */
public final class CountedDays {

    /** The table. */
    public static final String TABLE = "line_days";

    private static final String FIRST = "first_offset";
    private static final String LAST = "last_offset";

    /** The bound for the last line is a multiple of this, less one. */
    private static final long STEP = 10_000;

    /** Enough for lines that come late, from several web servers; only a cache. */
    private static final int MAX_KNOWN = 1_000;

    /**
     * Offsets of one partition.
     *
     * @param first the first one
     * @param last not less than the last one
     */
    public record Span(long first, long last) {

        boolean contains(Span other) {
            return first <= other.first && last >= other.last;
        }

        Span include(Span other) {
            return new Span(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    private final CounterStore store;

    /** Spans that are in the store, or were. */
    private final Map<String, Span> known = new HashMap<>();

    CountedDays(CounterStore store) {
        this.store = store;
    }

    /**
     * Extends the days of a batch's lines.
     *
     * @throws StoreException.Unavailable if they are not known to be stored; repeat it
     */
    void extend(long txid, List<LedgerEntry> entries) {
        Map<String, Span> wanted = new HashMap<>();
        for (LedgerEntry entry : entries) {
            entry.days().forEach((day, span) -> {
                String row = row(day, entry.partition());
                Span in = known.get(row);
                if (in == null || !in.contains(span)) {
                    wanted.put(row, span);
                }
            });
        }
        if (wanted.isEmpty()) {
            return;
        }
        Map<CellKey, StampedValue> stored = store.read(cells(wanted.keySet()));
        Map<CellKey, StampedValue> extended = new HashMap<>();
        Map<String, Span> now = new HashMap<>();
        wanted.forEach((row, span) -> {
            StampedValue first = stored.get(new CellKey(TABLE, row, FIRST));
            StampedValue last = stored.get(new CellKey(TABLE, row, LAST));
            Span before = first == null || last == null ? span : new Span(first.value(), last.value());
            Span both = before.include(span);
            if (first == null || last == null || !before.contains(span)) {
                both = new Span(both.first(), (both.last() / STEP + 1) * STEP - 1);
                extended.put(new CellKey(TABLE, row, FIRST), new StampedValue(both.first(), txid));
                extended.put(new CellKey(TABLE, row, LAST), new StampedValue(both.last(), txid));
            }
            now.put(row, both);
        });
        if (!extended.isEmpty()) {
            store.write(extended);
        }
        if (known.size() + now.size() > MAX_KNOWN) {
            known.clear();
        }
        known.putAll(now);
    }

    private static Set<CellKey> cells(Set<String> rows) {
        Set<CellKey> cells = new HashSet<>();
        for (String row : rows) {
            cells.add(new CellKey(TABLE, row, FIRST));
            cells.add(new CellKey(TABLE, row, LAST));
        }
        return cells;
    }

    private static String row(LocalDate day, String partition) {
        return prefix(day) + partition;
    }

    private static String prefix(LocalDate day) {
        return CounterRow.formatDay(day) + "_";
    }

    /**
     * Where the counted lines of a day are, by topic partition; those that have none are absent. It knows only of lines
     * from {@link LedgerRow#daysSince} on.
     *
     * @throws StoreException.Unavailable if the store is unavailable
     */
    public static Map<String, Span> of(CounterReader store, LocalDate day) {
        Map<String, Span> spans = new HashMap<>();
        store.rows(TABLE, prefix(day)).forEach((row, columns) -> {
            StampedValue first = columns.get(FIRST);
            StampedValue last = columns.get(LAST);
            if (first != null && last != null) {
                spans.put(row.substring(prefix(day).length()), new Span(first.value(), last.value()));
            }
        });
        return spans;
    }
}
