package io.coursepulse.demo;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LineOutcome;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.store.BoundedKeys;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares every count in the store with the ground truth: counters, outcomes in the ledger, and unexpected rows. */
public final class Comparison {

    private final List<Difference> differences = new ArrayList<>();
    private long counters;
    private long clicks;

    private Comparison() {}

    /**
     * Compares until nothing differs, or the number of differences no longer changes. A batch writes the ledger before its
     * counters: when the ledger has all lines, the last counters may not be written yet.
     */
    public static Comparison whenSettled(GroundTruth truth, CounterReader store) throws InterruptedException {
        new Await.Progress(
                        "differences from the ground truth",
                        () -> -of(truth, store).differences().size())
                .tryAwait(() -> 0);
        return of(truth, store);
    }

    /**
     * Compares with everything that the store has of the truth's days. Courses and keywords beyond the day's limits are
     * expected to be counted as others.
     */
    public static Comparison of(GroundTruth truth, CounterReader store) {
        Comparison comparison = new Comparison();
        Set<LocalDate> days = days(truth);
        Map<CellKey, Long> raw = new HashMap<>();
        Map<CellKey, Long> found = new HashMap<>();
        for (Dimension dimension : Dimension.values()) {
            truth.table(dimension.table())
                    .forEach((row, clicks) -> raw.put(CellKey.counter(dimension.table(), row), clicks));
            for (LocalDate day : days) {
                for (CounterValue count : store.day(dimension, day)) {
                    found.put(CellKey.counter(count.row()), count.count());
                }
            }
        }
        Map<CellKey, Long> expected = BoundedKeys.fold(raw, found.keySet());
        for (Dimension dimension : Dimension.values()) {
            comparison.compare(dimension, table(dimension, expected), table(dimension, found));
        }
        comparison.compareOutcomes(truth, LedgerSums.of(store));
        return comparison;
    }

    private static Map<String, Long> table(Dimension dimension, Map<CellKey, Long> counters) {
        Map<String, Long> rows = new HashMap<>();
        counters.forEach((cell, clicks) -> {
            if (cell.table().equals(dimension.table())) {
                rows.put(cell.row(), clicks);
            }
        });
        return rows;
    }

    /** Compares two ground truths of the same lines. */
    public static Comparison of(GroundTruth expected, GroundTruth found) {
        Comparison comparison = new Comparison();
        for (LineOutcome outcome : LineOutcome.values()) {
            comparison.check("lines " + outcome.label(), expected.lines(outcome), found.lines(outcome));
        }
        for (Dimension dimension : Dimension.values()) {
            comparison.compare(dimension, expected.table(dimension.table()), found.table(dimension.table()));
        }
        return comparison;
    }

    /** The days that have counts. */
    public static Set<LocalDate> days(GroundTruth truth) {
        Set<LocalDate> days = new TreeSet<>();
        for (String row : truth.table(Dimension.COURSE.table()).keySet()) {
            days.add(CounterRow.parse(Dimension.COURSE, row).day());
        }
        return days;
    }

    private void compare(Dimension dimension, Map<String, Long> expected, Map<String, Long> found) {
        Set<String> rows = new TreeSet<>(expected.keySet());
        rows.addAll(found.keySet());
        counters += rows.size();
        for (String row : rows) {
            check(dimension.table() + "/" + row, expected.getOrDefault(row, 0L), found.getOrDefault(row, 0L));
        }
        if (dimension == Dimension.COURSE) {
            clicks = found.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private void compareOutcomes(GroundTruth truth, LedgerSums ledger) {
        check("lines in the ledger", truth.lines(), ledger.lines());
        for (LineOutcome outcome : LineOutcome.values()) {
            check("lines " + outcome.label(), truth.lines(outcome), ledger.outcome(outcome.label()));
        }
    }

    private void check(String what, long expected, long found) {
        if (expected != found) {
            differences.add(new Difference(what, expected, found));
        }
    }

    /** What differs; empty if all counts are equal. */
    public List<Difference> differences() {
        return differences;
    }

    /** How many counters were compared. */
    public long counters() {
        return counters;
    }

    /** The clicks of all courses that were found. */
    public long clicks() {
        return clicks;
    }

    /**
     * A count that differs from the expected one.
     *
     * @param what the counter, {@code course_clickcount/20171111_112}, or what is counted
     */
    public record Difference(String what, long expected, long found) {

        @Override
        public String toString() {
            return what + ": expected " + expected + ", found " + found;
        }
    }
}
