package io.coursepulse.demo;

import io.coursepulse.demo.Comparison.Difference;
import io.coursepulse.generator.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of comparing the store with the ground truth.
 *
 * @param truth the expected counts
 * @param source the origin of the ground truth: {@code the generator}
 * @param store the store's name, to display
 * @param clicks the clicks of all courses in the store
 * @param counters how many counters were compared
 * @param windows the result of comparing the windows of recent activity, if they were compared
 * @param differences what differs in the store
 */
public record DemoResult(
        GroundTruth truth,
        String source,
        String store,
        long clicks,
        long counters,
        Optional<WindowCheck.Result> windows,
        List<Difference> differences) {

    private static final int MAX_SHOWN = 20;

    public DemoResult {
        differences = List.copyOf(differences);
    }

    /** Whether every counter, every outcome, the number of lines and every full window equal the ground truth. */
    public boolean isExact() {
        return all().isEmpty();
    }

    private List<Difference> all() {
        List<Difference> all = new ArrayList<>(differences);
        windows.ifPresent(result -> all.addAll(result.differences()));
        return all;
    }

    /** Both totals, followed by the word EXACT or the differences. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(line("%-34s %,15d lines, %,d of them clicks", source, truth.lines(), truth.counted()));
        text.append(line("%-34s %,15d clicks in %,d counters", store, clicks, counters));
        windows.ifPresent(result -> text.append(line("%s", result.text())));
        List<Difference> all = all();
        if (all.isEmpty()) {
            return text.append("EXACT").toString();
        }
        text.append(line("DIFFERENT in %,d numbers:", all.size()));
        all.stream().limit(MAX_SHOWN).forEach(difference -> text.append(line("  %s", difference)));
        if (all.size() > MAX_SHOWN) {
            text.append(line("  and %,d more", all.size() - MAX_SHOWN));
        }
        return text.toString().stripTrailing();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
