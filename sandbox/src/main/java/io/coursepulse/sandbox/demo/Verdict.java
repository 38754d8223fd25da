package io.coursepulse.sandbox.demo;

import io.coursepulse.sandbox.generator.GroundTruth;
import java.util.List;
import java.util.Locale;

/**
 * What comparing the store with the ground truth has shown.
 *
 * @param truth how the lines have to be counted
 * @param source who says so: {@code the generator}
 * @param store the store's name, for people
 * @param clicks the clicks of all courses in the store
 * @param counters how many counters were compared
 * @param differences what differs
 */
public record Verdict(
        GroundTruth truth, String source, String store, long clicks, long counters, List<Difference> differences) {

    private static final int SHOWN = 20;

    public Verdict {
        differences = List.copyOf(differences);
    }

    /** Whether every counter, every outcome and the number of lines are as they have to be. */
    public boolean isExact() {
        return differences.isEmpty();
    }

    /** Both totals, and then either the word EXACT or the differences. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(line("%-34s %,15d lines, %,d of them clicks", source, truth.lines(), truth.counted()));
        text.append(line("%-34s %,15d clicks in %,d counters", store, clicks, counters));
        if (isExact()) {
            return text.append("EXACT").toString();
        }
        text.append(line("DIFFERENT in %,d numbers:", differences.size()));
        differences.stream().limit(SHOWN).forEach(difference -> text.append(line("  %s", difference)));
        if (differences.size() > SHOWN) {
            text.append(line("  and %,d more", differences.size() - SHOWN));
        }
        return text.toString().stripTrailing();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
