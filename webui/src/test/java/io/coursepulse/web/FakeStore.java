package io.coursepulse.web;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A store in memory, which a test can fill and take down. Thread-safe. */
public final class FakeStore {

    private final Map<CounterRow, Long> counts = new ConcurrentHashMap<>();
    private final Set<Dimension> asked = ConcurrentHashMap.newKeySet();
    private final Map<String, Map<String, StampedValue>> ledger = new ConcurrentHashMap<>();
    private final List<LocalDate> daysRead = new CopyOnWriteArrayList<>();
    private final Object frozenLock = new Object();
    private volatile boolean down;
    private volatile LocalDate refused;
    private boolean frozen;

    public void put(CounterValue count) {
        counts.put(count.row(), count.count());
    }

    /** Sets a partition's row: its first offset, how many lines it has, and how many of them had which outcome. */
    public void ledger(String partition, long first, long lines, Object... outcomes) {
        Map<String, StampedValue> columns = new HashMap<>();
        columns.put(Ledger.FIRST_OFFSET, new StampedValue(first, 9));
        columns.put(Ledger.NEXT_OFFSET, new StampedValue(first + lines, 9));
        columns.put(Ledger.BATCH_OFFSET, new StampedValue(first, 9));
        columns.put(Ledger.BLACKLIST_VERSION, new StampedValue(0, 9));
        columns.put(Ledger.TOPIC_ID, new StampedValue(1, 9));
        for (int i = 0; i < outcomes.length; i += 2) {
            columns.put((String) outcomes[i], new StampedValue(((Number) outcomes[i + 1]).longValue(), 9));
        }
        ledger.put(partition, columns);
    }

    public void down(boolean isDown) {
        down = isDown;
    }

    /** A store that does not answer, nor refuse, until it is not frozen any more. */
    public void frozen(boolean isFrozen) {
        synchronized (frozenLock) {
            frozen = isFrozen;
            frozenLock.notifyAll();
        }
    }

    /** Fails whenever this day is read. */
    public void refuse(LocalDate day) {
        refused = day;
    }

    /** The days that have been read, each as often as a dimension of it was. */
    public List<LocalDate> daysRead() {
        return List.copyOf(daysRead);
    }

    /** The dimensions that have been read. */
    public Set<Dimension> asked() {
        return asked;
    }

    /** A reader of it. */
    public CounterReader open() {
        return new CounterReader() {
            @Override
            public List<CounterValue> day(Dimension dimension, LocalDate day) {
                answer();
                if (day.equals(refused)) {
                    throw new StoreException.Unavailable("the fake store refuses this day", null);
                }
                asked.add(dimension);
                daysRead.add(day);
                return counts.entrySet().stream()
                        .filter(entry -> entry.getKey().dimension() == dimension
                                && entry.getKey().day().equals(day))
                        .map(entry -> new CounterValue(entry.getKey(), entry.getValue()))
                        .toList();
            }

            @Override
            public void all(Dimension dimension, Consumer<CounterValue> taker) {
                throw new UnsupportedOperationException("The web server reads days");
            }

            @Override
            public Optional<CellKey> writtenAfter(Dimension dimension, long txid) {
                throw new UnsupportedOperationException("The web server reads days");
            }

            @Override
            public Map<String, Map<String, StampedValue>> rows(String table, String prefix) {
                answer();
                return Map.copyOf(ledger);
            }

            @Override
            public void close() {}
        };
    }

    private void answer() {
        synchronized (frozenLock) {
            while (frozen) {
                try {
                    frozenLock.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        if (down) {
            throw new StoreException.Unavailable("the fake store is down", null);
        }
    }
}
