package io.coursepulse.sandbox.demo;

import io.coursepulse.counter.CounterReader;
import io.coursepulse.counter.CounterRow;
import io.coursepulse.counter.DayCount;
import io.coursepulse.counter.Dimension;
import io.coursepulse.sandbox.generator.GroundTruth;
import io.coursepulse.sandbox.generator.LineOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares every count in the store with the ground truth: counters, outcomes in the ledger, and rows that should not be. */
public final class Comparison {

    /** As long as a batch may take before it is tried again. */
    private static final Duration STANDSTILL = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final List<Difference> differences = new ArrayList<>();
    private long counters;
    private long clicks;

    private Comparison() {}

    /**
     * Compares when all lines are in the ledger. It is ahead of the counters by the batch that is being written: so this
     * compares again while the numbers change, and takes for a difference only what stays.
     */
    public static Comparison afterTheLastBatch(GroundTruth truth, CounterReader store) throws InterruptedException {
        Comparison comparison = of(truth, store);
        Instant since = Instant.now();
        while (!comparison.differences.isEmpty()
                && Duration.between(since, Instant.now()).compareTo(STANDSTILL) < 0) {
            Thread.sleep(LOOK.toMillis());
            Comparison next = of(truth, store);
            if (!next.differences.equals(comparison.differences)) {
                since = Instant.now();
            }
            comparison = next;
        }
        return comparison;
    }

    /** Reads the whole store of the truth's days, as it is at this moment. */
    public static Comparison of(GroundTruth truth, CounterReader store) {
        Comparison comparison = new Comparison();
        Set<LocalDate> days = days(truth);
        for (Dimension dimension : Dimension.values()) {
            Map<String, Long> found = new HashMap<>();
            for (LocalDate day : days) {
                for (DayCount count : store.day(dimension, day)) {
                    found.put(count.row().key(), count.count());
                }
            }
            comparison.compare(dimension, truth.table(dimension.table()), found);
        }
        comparison.compareOutcomes(truth, LedgerSums.of(store));
        return comparison;
    }

    private static Set<LocalDate> days(GroundTruth truth) {
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

    /** What differs; empty if the store is exact. */
    public List<Difference> differences() {
        return differences;
    }

    /** How many counters were compared. */
    public long counters() {
        return counters;
    }

    /** The clicks of all courses in the store. */
    public long clicks() {
        return clicks;
    }
}
