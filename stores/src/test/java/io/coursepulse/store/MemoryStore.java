package io.coursepulse.store;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An in-memory {@link CounterStore}; thread-safe. */
public final class MemoryStore implements CounterStore {

    private final Map<CellKey, StampedValue> cells = new HashMap<>();
    private int reads;

    /** The number of cells that were read. */
    public synchronized int reads() {
        return reads;
    }

    public synchronized Map<CellKey, StampedValue> cells() {
        return cells;
    }

    @Override
    public synchronized Map<CellKey, StampedValue> read(Collection<CellKey> keys) {
        reads += keys.size();
        Map<CellKey, StampedValue> found = new HashMap<>();
        for (CellKey key : keys) {
            if (cells.containsKey(key)) {
                found.put(key, cells.get(key));
            }
        }
        return found;
    }

    @Override
    public synchronized void write(Map<CellKey, StampedValue> values) {
        values.forEach(
                (key, value) -> cells.merge(key, value, (before, now) -> before.txid() <= now.txid() ? now : before));
    }

    @Override
    public synchronized List<CounterValue> day(Dimension dimension, LocalDate day) {
        Map<String, Long> rows = new TreeMap<>();
        cells.forEach((key, value) -> {
            if (key.table().equals(dimension.table()) && key.row().startsWith(CounterRow.dayPrefix(dimension, day))) {
                rows.put(key.row(), value.value());
            }
        });
        List<CounterValue> counts = new ArrayList<>();
        rows.forEach((row, count) -> counts.add(new CounterValue(CounterRow.parse(dimension, row), count)));
        return counts;
    }

    @Override
    public synchronized boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values) {
        StampedValue before = cells.get(cell);
        boolean matches = before == null ? expected.isEmpty() : expected.equals(OptionalLong.of(before.value()));
        if (matches) {
            write(values);
        }
        return matches;
    }

    @Override
    public synchronized boolean replace(CellKey cell, StampedValue expected, StampedValue value) {
        return cells.replace(cell, expected, value);
    }

    @Override
    public synchronized void all(Dimension dimension, Consumer<CounterValue> counts) {
        cells.forEach((key, value) -> {
            if (key.table().equals(dimension.table())) {
                counts.accept(new CounterValue(CounterRow.parse(dimension, key.row()), value.value()));
            }
        });
    }

    @Override
    public synchronized Optional<CellKey> writtenAfter(Dimension dimension, long txid) {
        return cells.entrySet().stream()
                .filter(cell -> cell.getKey().table().equals(dimension.table())
                        && cell.getValue().txid() > txid)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public synchronized Map<String, Map<String, StampedValue>> rows(String table, String prefix) {
        Map<String, Map<String, StampedValue>> rows = new TreeMap<>();
        cells.forEach((key, value) -> {
            if (key.table().equals(table) && key.row().startsWith(prefix)) {
                rows.computeIfAbsent(key.row(), row -> new TreeMap<>()).put(key.column(), value);
            }
        });
        return rows;
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
