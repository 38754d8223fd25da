package io.coursepulse.topology.audit;

import io.coursepulse.store.CellKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What a recount has found.
 *
 * @param lines the lines that were read again, of all days
 * @param recounted the day's clicks in Kafka
 * @param stored the day's clicks in the store
 * @param counters how many counters were compared
 * @param differences the counters that differ
 */
public record RecountReport(
        LocalDate day, long lines, long recounted, long stored, int counters, List<Difference> differences) {

    private static final int MAX_SHOWN = 20;

    /** A counter whose stored value is not what Kafka's lines sum to. */
    public record Difference(CellKey counter, long recounted, long stored) {}

    public RecountReport {
        differences = List.copyOf(differences);
    }

    /** Whether every counter agrees. */
    public boolean isExact() {
        return differences.isEmpty();
    }

    /** Both totals, and then either the word EXACT or the counters that differ. */
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
                        "  %s/%s: Kafka's lines sum to %,d, the store has %,d (%+,d)",
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
