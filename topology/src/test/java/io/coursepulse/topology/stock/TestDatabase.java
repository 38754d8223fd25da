package io.coursepulse.topology.stock;

import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.FaultyStore;
import io.coursepulse.store.MemoryStore;
import io.coursepulse.store.StampedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.state.map.IBackingMap;

/** The database, of our counters or of Storm's, which store arbitrary values under a course. */
final class TestDatabase {

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore ours = new FaultyStore(memory, new Random(1));
    private final Map<List<Object>, Object> stock = new HashMap<>();
    private boolean failing;

    CounterStore ours() {
        return ours;
    }

    /** Makes the next write fail before anything is stored. */
    void failNextWrite() {
        ours.failNext(FaultyStore.Fault.BEFORE_WRITE);
        failing = true;
    }

    /** The cell of a course's count in our counters. */
    static CellKey key(String course) {
        return CellKey.counter("course_clickcount", LogLines.DAY.replace("-", "") + "_" + course);
    }

    /** A course's count in our counters; 0 if there is none. */
    long ours(String course) {
        StampedValue count = memory.cells().get(key(course));
        return count == null ? 0 : count.value();
    }

    /** The database as a backing map of Storm's state. */
    <T> IBackingMap<T> stock() {
        return new IBackingMap<>() {
            @Override
            @SuppressWarnings("unchecked")
            public List<T> multiGet(List<List<Object>> keys) {
                List<T> values = new ArrayList<>();
                keys.forEach(key -> values.add((T) stock.get(key)));
                return values;
            }

            @Override
            public void multiPut(List<List<Object>> keys, List<T> values) {
                if (failing) {
                    failing = false;
                    throw new FailedException("injected fault");
                }
                for (int i = 0; i < keys.size(); i++) {
                    stock.put(keys.get(i), values.get(i));
                }
            }
        };
    }
}
