package io.coursepulse.topology.audit;

import io.coursepulse.store.CellKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * The findings of a recount.
 *
 * @param lines the number of lines that were read
 * @param atLeast the day's clicks that must be in the store
 * @param atMost the day's clicks that may be in the store; the same if nothing was counted meanwhile
 * @param stored the day's clicks in the store
 * @param counters the number of counters that were compared
 * @param idle whether nothing was counted while the store was read, so that the comparison is exact
 * @param differences the counters that differ
 */
public record RecountReport(
        LocalDate day,
        long lines,
        long atLeast,
        long atMost,
        long stored,
        int counters,
        boolean idle,
        List<Difference> differences) {

    private static final int MAX_SHOWN = 20;

    /**
     * A counter whose stored value is not between the two numbers of the recount.
     *
     * @param isStored whether there is a stored value; if not, {@code stored} is 0
     */
    public record Difference(CellKey counter, long atLeast, long atMost, long stored, boolean isStored) {

        private String text() {
            long off = stored < atLeast ? stored - atLeast : stored - atMost;
            return String.format(
                    Locale.ROOT,
                    "  %s/%s: recounted %s, stored %,d (%+,d)",
                    counter.table(),
                    counter.row(),
                    range(atLeast, atMost),
                    stored,
                    off);
        }
    }

    public RecountReport {
        differences = List.copyOf(differences);
    }

    /** Whether no counter differs, and the comparison was exact. */
    public boolean isExact() {
        return idle && differences.isEmpty();
    }

    /** Whether no counter differs, as far as could be compared while lines were being counted. */
    public boolean isConsistent() {
        return differences.isEmpty();
    }

    /** Both totals, followed by EXACT, CONSISTENT, or the counters that differ. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%-10s %15s clicks in %,d lines", "Kafka", range(atLeast, atMost), lines);
        line(text, "%-10s %,15d clicks on %s; %,d counters compared", "store", stored, day, counters);
        if (isConsistent()) {
            return text.append(idle ? "EXACT" : "CONSISTENT").toString();
        }
        differences.stream().limit(MAX_SHOWN).forEach(each -> line(text, "%s", each.text()));
        if (differences.size() > MAX_SHOWN) {
            line(text, "  and %,d more", differences.size() - MAX_SHOWN);
        }
        return text.append("DIFFERENT").toString();
    }

    private static String range(long least, long most) {
        return least == most
                ? String.format(Locale.ROOT, "%,d", most)
                : String.format(Locale.ROOT, "%,d to %,d", least, most);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
