package io.coursepulse.simulation;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import io.coursepulse.store.config.StoreConfig;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A store in memory that does what {@link CounterStore} promises and no more: a write that fails may have stored any of
 * the rows, and between two calls, or before the effect of one, other workers may act.
 */
final class SimulatedStore implements StoreConfig, CounterStore {

    private static final long serialVersionUID = 1L;

    private final transient SimulatedCluster cluster;
    private final transient Map<CellKey, StampedValue> cells = new HashMap<>();

    SimulatedStore(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** What is stored. */
    Map<CellKey, StampedValue> cells() {
        return cells;
    }

    @Override
    public CounterStore open() {
        return this;
    }

    @Override
    public Map<CellKey, StampedValue> read(Collection<CellKey> keys) {
        cluster.callServer("store read");
        failIf(cluster.troubles().store());
        Map<CellKey, StampedValue> found = new HashMap<>();
        for (CellKey key : keys) {
            StampedValue value = cells.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        cluster.interrupt();
        return found;
    }

    @Override
    public boolean replace(CellKey cell, StampedValue expected, StampedValue value) {
        return cells.replace(cell, expected, value);
    }

    @Override
    public void write(Map<CellKey, StampedValue> values) {
        cluster.callServer("store write");
        if (cluster.troubles().store()) {
            if (cluster.random().nextBoolean()) {
                put(someRows(values));
            }
            failIf(true);
        }
        if (values.size() > 1 && cluster.random().nextInt(8) == 0) {
            // The rows become visible one after another.
            Map<CellKey, StampedValue> first = someRows(values);
            put(first);
            cluster.interrupt();
        }
        put(values);
        cluster.interrupt();
        failIf(cluster.troubles().store());
    }

    private Map<CellKey, StampedValue> someRows(Map<CellKey, StampedValue> values) {
        Map<String, Boolean> chosen = new HashMap<>();
        Map<CellKey, StampedValue> some = new LinkedHashMap<>();
        // Sorted: the order of the caller's map must not decide.
        new TreeMap<>(byText(values)).forEach((text, key) -> {
            if (chosen.computeIfAbsent(
                    key.table() + "/" + key.row(), any -> cluster.random().nextBoolean())) {
                some.put(key, values.get(key));
            }
        });
        return some;
    }

    private static Map<String, CellKey> byText(Map<CellKey, StampedValue> values) {
        Map<String, CellKey> byText = new HashMap<>();
        values.keySet().forEach(key -> byText.put(key.toString(), key));
        return byText;
    }

    private void put(Map<CellKey, StampedValue> values) {
        values.forEach(
                (key, value) -> cells.merge(key, value, (before, now) -> before.txid() <= now.txid() ? now : before));
    }

    @Override
    public boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values) {
        cluster.callServer("store writeIf " + cell.row());
        failIf(cluster.troubles().store());
        StampedValue before = cells.get(cell);
        boolean matches = before == null ? expected.isEmpty() : expected.equals(OptionalLong.of(before.value()));
        if (matches) {
            put(values);
        }
        cluster.trace(() -> (matches ? "stored: " : "not stored: ") + describe(cell, values));
        cluster.interrupt();
        failIf(cluster.troubles().store());
        return matches;
    }

    private static String describe(CellKey cell, Map<CellKey, StampedValue> values) {
        StringBuilder text = new StringBuilder(cell.row());
        for (String column : List.of(Ledger.BATCH_OFFSET, Ledger.NEXT_OFFSET, Ledger.BLACKLIST_VERSION)) {
            StampedValue value = values.get(new CellKey(cell.table(), cell.row(), column));
            text.append(value == null ? "" : ", " + column + " " + value.value() + " of batch " + value.txid());
        }
        return text.toString();
    }

    private static void failIf(boolean fails) {
        if (fails) {
            throw new StoreException.Unavailable("simulated outage of the store", null);
        }
    }

    @Override
    public List<CounterValue> day(Dimension dimension, LocalDate day) {
        List<CounterValue> counts = new ArrayList<>();
        all(dimension, count -> {
            if (count.row().day().equals(day)) {
                counts.add(count);
            }
        });
        return counts;
    }

    @Override
    public void all(Dimension dimension, Consumer<CounterValue> counts) {
        cells.forEach((key, value) -> {
            if (key.table().equals(dimension.table())) {
                counts.accept(new CounterValue(CounterRow.parse(dimension, key.row()), value.value()));
            }
        });
    }

    @Override
    public Optional<CellKey> writtenAfter(Dimension dimension, long txid) {
        return cells.entrySet().stream()
                .filter(cell -> cell.getKey().table().equals(dimension.table())
                        && cell.getValue().txid() > txid)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public Map<String, Map<String, StampedValue>> rows(String table, String prefix) {
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
        // Nothing is connected.
    }
}
