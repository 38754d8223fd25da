package io.coursepulse.topology.audit;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.AuditVerdict;
import io.coursepulse.topic.AuditVerdict.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The findings of an audit.
 *
 * @param partitions all topic partitions, in order
 * @param sums the clicks in each table
 * @param counted the clicks that the ledger has counted
 * @param idle whether nothing was counted during the audit, so that the tables were compared exactly
 * @param differences the violations that were found; empty if there are none
 */
public record AuditReport(
        List<Partition> partitions, Map<Dimension, Long> sums, long counted, boolean idle, List<String> differences) {

    private static final int MAX_SHOWN = 20;

    public AuditReport {
        partitions = List.copyOf(partitions);
        sums = new EnumMap<>(sums);
        differences = List.copyOf(differences);
    }

    /**
     * One topic partition.
     *
     * @param row the ledger's record of it
     * @param end one past Kafka's last line; empty if Kafka has no such partition, or the topic is no longer counted
     * @param differences the violations that were found
     */
    public record Partition(String name, LedgerRow row, OptionalLong end, List<String> differences) {

        public Partition {
            differences = List.copyOf(differences);
        }

        /** The number of lines that have not been counted yet; empty if Kafka's end is not known. */
        public OptionalLong lag() {
            return end.isPresent() ? OptionalLong.of(end.getAsLong() - row.nextOffset()) : OptionalLong.empty();
        }

        private String text() {
            String outcomes = row.outcomes().entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(outcome -> String.format(Locale.ROOT, "%,d %s", outcome.getValue(), outcome.getKey()))
                    .collect(Collectors.joining(" + "));
            return String.format(
                    Locale.ROOT,
                    "%-20s %12d %12d %12s %9s  %-9s %,d = %s",
                    name,
                    row.firstOffset(),
                    row.nextOffset(),
                    textOf(end),
                    textOf(lag()),
                    differences.isEmpty() ? "ok" : "DIFFERENT",
                    row.lines(),
                    outcomes.isEmpty() ? "0" : outcomes);
        }
    }

    private static String textOf(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
    }

    /** Whether no difference was found. */
    public boolean isConsistent() {
        return differences.isEmpty();
    }

    /** One line per partition and one per table; then the verdict and the differences. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%-20s %12s %12s %12s %9s  %-9s %s", "partition", "first", "next", "kafka", "lag", "", "lines");
        partitions.forEach(partition -> line(text, "%s", partition.text()));
        sums.forEach((dimension, sum) -> line(text, "%-33s %,15d clicks", dimension.table(), sum));
        line(text, "%-33s %,15d clicks counted", "ledger", counted);
        differences.stream().limit(MAX_SHOWN).forEach(difference -> line(text, "  %s", difference));
        if (differences.size() > MAX_SHOWN) {
            line(text, "  and %,d more", differences.size() - MAX_SHOWN);
        }
        return text.append(describe(verdict())).toString();
    }

    private static String describe(Verdict verdict) {
        return switch (verdict) {
            case EXACT, DIFFERENT -> verdict.name();
            case CONSISTENT ->
                "CONSISTENT (lines were counted during the audit; repeat it while nothing is counted"
                        + " for an exact result)";
        };
    }

    /** The report's verdict. */
    public Verdict verdict() {
        if (!isConsistent()) {
            return Verdict.DIFFERENT;
        }
        return idle ? Verdict.EXACT : Verdict.CONSISTENT;
    }

    /** What is published of it: the verdict of an audit at {@code time}, to the second. */
    AuditVerdict verdictAt(Instant time) {
        return new AuditVerdict(verdict(), time.truncatedTo(ChronoUnit.SECONDS), lines(), counted);
    }

    /** The number of lines in the ledger. */
    public long lines() {
        return partitions.stream()
                .mapToLong(partition -> partition.row().lines())
                .sum();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
