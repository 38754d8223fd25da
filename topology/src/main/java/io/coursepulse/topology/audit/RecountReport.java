package io.coursepulse.topology.audit;

import io.coursepulse.store.CellKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * The findings of a recount.
 *
 * @param lines the number of lines that were read, of all days
 * @param recounted the day's clicks in Kafka
 * @param stored the day's clicks in the store
 * @param counters the number of counters that were compared
 * @param differences the counters that differ
 */
public record RecountReport(
        LocalDate day, long lines, long recounted, long stored, int counters, List<Difference> differences) {

    private static final int MAX_SHOWN = 20;

    /** A counter whose stored value differs from the recount. */
    public record Difference(CellKey counter, long recounted, long stored) {}

    public RecountReport {
        differences = List.copyOf(differences);
    }

    /** Whether no counter differs. */
    public boolean isExact() {
        return differences.isEmpty();
    }

    /** Both totals, followed by EXACT or the counters that differ. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%-10s %,15d clicks in %,d lines of all days", "Kafka", recounted, lines);
        line(text, "%-10s %,15d clicks on %s; %,d counters compared", "store", stored, day, counters);
        if (isExact()) {
            return text.append("EXACT").toString();
        }
        differences.stream()
                .limit(MAX_SHOWN)
                .forEach(each -> line(
                        text,
                        "  %s/%s: recounted %,d, stored %,d (%+,d)",
                        each.counter().table(),
                        each.counter().row(),
                        each.recounted(),
                        each.stored(),
                        each.stored() - each.recounted()));
        if (differences.size() > MAX_SHOWN) {
            line(text, "  and %,d more", differences.size() - MAX_SHOWN);
        }
        return text.append("DIFFERENT").toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
