package io.coursepulse.store;

import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Injects faults into any store, within its contract: a write that fails in the middle has stored some rows and not
 * others, even if the wrapped store writes atomically.
 */
public class FaultyStore implements CounterStore {

    /** The point at which the next call fails. */
    public enum Fault {
        READ,
        BEFORE_WRITE,
        MIDDLE_OF_WRITE,
        AFTER_WRITE
    }

    private final CounterStore store;
    private final Random random;
    private Fault fault;

    /**
     * @param store closed with this one
     * @param random selects the rows that a write which fails in the middle has stored
     */
    public FaultyStore(CounterStore store, Random random) {
        this.store = store;
        this.random = random;
    }

    /** Makes the next matching call fail, once. */
    public void failNext(Fault next) {
        fault = next;
    }

    /** Cancels a pending fault. */
    public void clearFault() {
        fault = null;
    }

    @Override
    public Map<CellKey, StampedValue> read(Collection<CellKey> keys) {
        failIf(Fault.READ);
        return store.read(keys);
    }

    @Override
    public void write(Map<CellKey, StampedValue> values) {
        failIf(Fault.BEFORE_WRITE);
        store.write(fault == Fault.MIDDLE_OF_WRITE ? someRows(values) : values);
        failIf(Fault.MIDDLE_OF_WRITE);
        failIf(Fault.AFTER_WRITE);
    }

    @Override
    public boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values) {
        failIf(Fault.BEFORE_WRITE);
        if (fault == Fault.MIDDLE_OF_WRITE && random.nextBoolean()) {
            // One row is stored atomically.
            failIf(Fault.MIDDLE_OF_WRITE);
        }
        boolean stored = store.writeIf(cell, expected, values);
        failIf(Fault.MIDDLE_OF_WRITE);
        failIf(Fault.AFTER_WRITE);
        return stored;
    }

    @Override
    public boolean replace(CellKey cell, StampedValue expected, StampedValue value) {
        failIf(Fault.BEFORE_WRITE);
        boolean replaced = store.replace(cell, expected, value);
        failIf(Fault.AFTER_WRITE);
        return replaced;
    }

    private Map<CellKey, StampedValue> someRows(Map<CellKey, StampedValue> values) {
        Map<String, Boolean> stored = new HashMap<>();
        Map<CellKey, StampedValue> some = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            // The values of one row are stored atomically.
            if (stored.computeIfAbsent(key.table() + "/" + key.row(), row -> random.nextBoolean())) {
                some.put(key, value);
            }
        });
        return some;
    }

    private void failIf(Fault point) {
        if (fault == point) {
            fault = null;
            throw new StoreException.Unavailable("injected fault:  " + point, null);
        }
    }

    @Override
    public List<CounterValue> day(Dimension dimension, LocalDate day) {
        return store.day(dimension, day);
    }

    @Override
    public void all(Dimension dimension, Consumer<CounterValue> counts) {
        store.all(dimension, counts);
    }

    @Override
    public Optional<CellKey> writtenAfter(Dimension dimension, long txid) {
        return store.writtenAfter(dimension, txid);
    }

    @Override
    public Map<String, Map<String, StampedValue>> rows(String table, String prefix) {
        return store.rows(table, prefix);
    }

    @Override
    public void close() {
        store.close();
    }
}
