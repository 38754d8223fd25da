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

/** The database: of our counters, or of Storm's, which keep what they like under a course. */
final class Store {

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore ours = new FaultyStore(memory, new Random(1));
    private final Map<List<Object>, Object> stock = new HashMap<>();
    private boolean failing;

    CounterStore ours() {
        return ours;
    }

    /** Has the next write fail before anything is stored. */
    void failNextWrite() {
        ours.failNext(FaultyStore.Fault.BEFORE_WRITE);
        failing = true;
    }

    /** Where our counters keep a course's count. */
    static CellKey key(String course) {
        return CellKey.counter("course_clickcount", LogLines.DAY.replace("-", "") + "_" + course);
    }

    /** A course's count, as our counters have stored it; 0 if they have not. */
    long ours(String course) {
        StampedValue count = memory.cells().get(key(course));
        return count == null ? 0 : count.value();
    }

    /** As Storm's state sees the database. */
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
                    throw new FailedException("told to fail");
                }
                for (int i = 0; i < keys.size(); i++) {
                    stock.put(keys.get(i), values.get(i));
                }
            }
        };
    }
}
