package io.coursepulse.counter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a {@link CounterStore} promises, and no more: it fails when told to, and then has stored any of the rows. */
public class MemoryStore implements CounterStore {

    /** When the next call fails. */
    public enum Fault {
        READ,
        BEFORE_WRITE,
        MIDDLE_OF_WRITE,
        AFTER_WRITE
    }

    private final Map<CellKey, StampedValue> cells = new HashMap<>();
    private final Random random;
    private Fault fault;
    private int reads;

    public MemoryStore(Random random) {
        this.random = random;
    }

    /** Has the next call that it fits fail, once. */
    public void failNext(Fault fault) {
        this.fault = fault;
    }

    /** No failure is outstanding any more. */
    public void heal() {
        fault = null;
    }

    /** How many cells were asked for. */
    public int reads() {
        return reads;
    }

    public Map<CellKey, StampedValue> cells() {
        return cells;
    }

    @Override
    public Map<CellKey, StampedValue> read(Collection<CellKey> keys) {
        failIf(Fault.READ);
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
    public void write(Map<CellKey, StampedValue> values) {
        failIf(Fault.BEFORE_WRITE);
        Map<String, Boolean> stored = new HashMap<>();
        values.forEach((key, value) -> {
            // The values of one row become visible together.
            boolean kept = fault != Fault.MIDDLE_OF_WRITE
                    || stored.computeIfAbsent(key.table() + "/" + key.row(), row -> random.nextBoolean());
            StampedValue before = cells.get(key);
            if (kept && (before == null || before.txid() <= value.txid())) {
                cells.put(key, value);
            }
        });
        failIf(Fault.MIDDLE_OF_WRITE);
        failIf(Fault.AFTER_WRITE);
    }

    @Override
    public boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values) {
        failIf(Fault.BEFORE_WRITE);
        StampedValue before = cells.get(cell);
        boolean matches = before == null ? expected.isEmpty() : expected.equals(OptionalLong.of(before.value()));
        if (matches) {
            write(values);
        }
        return matches;
    }

    private void failIf(Fault point) {
        if (fault == point) {
            fault = null;
            throw new StoreException.Unavailable("told to fail: " + point, null);
        }
    }

    @Override
    public List<DayCount> day(Dimension dimension, LocalDate day) {
        List<DayCount> counts = new ArrayList<>();
        all(dimension, count -> {
            if (count.row().day().equals(day)) {
                counts.add(count);
            }
        });
        return counts;
    }

    @Override
    public void all(Dimension dimension, Consumer<DayCount> counts) {
        cells.forEach((key, value) -> {
            if (key.table().equals(dimension.table())) {
                counts.accept(new DayCount(CounterRow.parse(dimension, key.row()), value.value()));
            }
        });
    }

    @Override
    public Map<String, Map<String, StampedValue>> ledger() {
        Map<String, Map<String, StampedValue>> rows = new TreeMap<>();
        cells.forEach((key, value) -> {
            if (key.table().equals(Ledger.TABLE)) {
                rows.computeIfAbsent(key.row(), row -> new LinkedHashMap<>()).put(key.column(), value);
            }
        });
        return rows;
    }

    @Override
    public void close() {
        // Holds nothing that would have to be closed.
    }
}
