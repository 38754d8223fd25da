package io.coursepulse.simulation;

import io.coursepulse.simulation.LineTemplates.Line;
import io.coursepulse.store.BoundedKeys;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CountedDays;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.store.StampedValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the store with the lines of the topic. */
final class Judge {

    private final SimulatedStore store;
    private final SimulatedBlacklists blacklists;

    /** The lines of each partition. */
    private final List<List<Line>> lines;

    Judge(SimulatedStore store, SimulatedBlacklists blacklists, List<List<Line>> lines) {
        this.store = store;
        this.blacklists = blacklists;
        this.lines = lines;
    }

    private Map<Integer, LedgerRow> ledger() {
        Map<Integer, LedgerRow> rows = new TreeMap<>();
        store.rows(Ledger.TABLE, "").forEach((partition, columns) -> LedgerRow.of(columns)
                .ifPresent(
                        row -> rows.put(Integer.parseInt(partition.substring(partition.lastIndexOf('-') + 1)), row)));
        return rows;
    }

    /** Whether every line is in the ledger and in the counters. */
    boolean allCounted() {
        Map<Integer, LedgerRow> ledger = ledger();
        for (int partition = 0; partition < lines.size(); partition++) {
            LedgerRow row = ledger.get(partition);
            if ((row == null ? 0 : row.nextOffset()) != lines.get(partition).size()) {
                return false;
            }
        }
        return difference(ledger, true).isEmpty();
    }

    /** What is wrong with the store, at any time: a counter that is more, or less, than the ledger allows. */
    Optional<String> inconsistency() {
        return difference(ledger(), false);
    }

    /** What is wrong when all lines should have been counted. */
    Optional<String> difference() {
        return difference(ledger(), true);
    }

    private Optional<String> difference(Map<Integer, LedgerRow> ledger, boolean atRest) {
        long newest = ledger.values().stream().mapToLong(LedgerRow::txid).max().orElse(0);
        Map<CellKey, Long> least = new HashMap<>();
        Map<CellKey, Long> most = new HashMap<>();
        for (Map.Entry<Integer, LedgerRow> entry : ledger.entrySet()) {
            int partition = entry.getKey();
            LedgerRow row = entry.getValue();
            if (row.firstOffset() != 0) {
                return Optional.of("partition " + partition + " was counted from offset " + row.firstOffset() + " on");
            }
            if (row.nextOffset() > lines.get(partition).size()) {
                return Optional.of("partition " + partition + " ends at "
                        + lines.get(partition).size() + ", but the ledger at " + row.nextOffset());
            }
            // A batch is written to the ledger only when all counters have the one before.
            long sure = atRest || row.txid() < newest ? row.nextOffset() : row.batchOffset();
            Map<String, Long> outcomes = new TreeMap<>();
            for (long offset = 0; offset < row.nextOffset(); offset++) {
                Line line = lines.get(partition).get((int) offset);
                var blacklist = blacklists.courses(row.blacklistAt(offset));
                outcomes.merge(line.outcome(blacklist), 1L, Long::sum);
                for (CellKey counter : line.counters(blacklist)) {
                    most.merge(counter, 1L, Long::sum);
                    if (offset < sure) {
                        least.merge(counter, 1L, Long::sum);
                    }
                }
            }
            if (!outcomes.equals(new TreeMap<>(row.outcomes()))) {
                return Optional.of("partition " + partition + " up to offset " + row.nextOffset() + " has outcomes "
                        + outcomes + ", but the ledger has " + new TreeMap<>(row.outcomes()));
            }
        }
        return compare(newest, atRest, BoundedKeys.fold(least, counters()), BoundedKeys.fold(most, counters()));
    }

    private Set<CellKey> counters() {
        return store.cells().keySet().stream().filter(Judge::isCounter).collect(Collectors.toSet());
    }

    private Optional<String> compare(long newest, boolean atRest, Map<CellKey, Long> least, Map<CellKey, Long> most) {
        TreeSet<String> wrong = new TreeSet<>();
        store.cells().forEach((cell, value) -> {
            if (!isCounter(cell)) {
                return;
            }
            long above = most.getOrDefault(cell, 0L);
            if (value.value() > above) {
                wrong.add(cell + " is " + value.value() + ", but there are " + above + " lines");
            }
            if (value.txid() > newest) {
                wrong.add(cell + " was written by batch " + value.txid() + ", but the ledger is at " + newest);
            }
        });
        least.forEach((cell, clicks) -> {
            StampedValue value = store.cells().get(cell);
            if ((value == null ? 0 : value.value()) < clicks) {
                wrong.add(cell + " is " + (value == null ? "missing" : value.value()) + ", but there are " + clicks
                        + " lines in batches before " + (atRest ? "now" : newest));
            }
        });
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }

    private static boolean isCounter(CellKey cell) {
        return !cell.table().equals(Ledger.TABLE)
                && !cell.table().equals(CountedDays.TABLE)
                && !cell.table().equals(CounterShards.TABLE);
    }

    /** How far the ledger is, for messages. */
    String position() {
        StringBuilder text = new StringBuilder();
        ledger().forEach((partition, row) -> text.append(text.isEmpty() ? "" : ", ")
                .append("partition ")
                .append(partition)
                .append(": batch ")
                .append(row.txid())
                .append(" [")
                .append(row.batchOffset())
                .append(", ")
                .append(row.nextOffset())
                .append(") of ")
                .append(lines.get(partition).size()));
        return text.toString();
    }
}
