package io.coursepulse.drill;

import io.coursepulse.drill.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** How long it took until counting continued, by fault. For one thread. */
final class FaultTable {

    private final Map<Fault, List<Duration>> times = new EnumMap<>(Fault.class);

    void add(Fault fault, Duration timeToCommit) {
        times.computeIfAbsent(fault, each -> new ArrayList<>()).add(timeToCommit);
    }

    /** A row for each fault; several lines. */
    String text() {
        StringJoiner rows = new StringJoiner(System.lineSeparator());
        rows.add(String.format("%-18s %6s   %s", "fault", "rounds", "seconds until counting again: min, median, max"));
        times.forEach((fault, all) -> {
            List<Duration> sorted = all.stream().sorted().toList();
            rows.add(String.format(
                    Locale.ROOT,
                    "%-18s %6d   %7.1f %7.1f %7.1f",
                    fault,
                    sorted.size(),
                    seconds(sorted.get(0)),
                    seconds(sorted.get(sorted.size() / 2)),
                    seconds(sorted.get(sorted.size() - 1))));
        });
        return rows.toString();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
