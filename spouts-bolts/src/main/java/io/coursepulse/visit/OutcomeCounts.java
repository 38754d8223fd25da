package io.coursepulse.visit;

import io.coursepulse.log.RejectReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many lines had which outcome, the rejected ones by their reason. Used by one thread. */
public final class OutcomeCounts {

    private static final List<String> COLUMNS = new ArrayList<>();

    static {
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.REJECTED) {
                COLUMNS.add(outcome.name().toLowerCase(Locale.ROOT));
            }
        }
        for (RejectReason reason : RejectReason.values()) {
            COLUMNS.add("rejected_" + reason.label());
        }
    }

    private final long[] lines = new long[COLUMNS.size()];

    /** The names that outcomes have in the ledger: {@code counted}, ..., {@code rejected_bad_time}, ... */
    public static List<String> columns() {
        return List.copyOf(COLUMNS);
    }

    /** Adds a line that was not rejected. */
    public void add(Outcome outcome, long count) {
        lines[outcome.ordinal()] += count;
    }

    /** Adds a line that was rejected. */
    public void addRejected(RejectReason reason) {
        lines[Outcome.REJECTED.ordinal() + reason.ordinal()]++;
    }

    /** The numbers that are not zero, by the outcomes' names. */
    public Map<String, Long> byColumn() {
        Map<String, Long> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] != 0) {
                byColumn.put(COLUMNS.get(i), lines[i]);
            }
        }
        return byColumn;
    }
}
