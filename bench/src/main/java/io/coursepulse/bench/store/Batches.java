package io.coursepulse.bench.store;

import io.coursepulse.dimension.Dimension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.state.CombinerValueUpdater;
import org.apache.storm.trident.state.ValueUpdater;

/** The batches of every subject: distinct counters, one click each. */
final class Batches {

    private Batches() {}

    /**
     * The keys of one batch, as Trident groups them by table and row.
     *
     * @param number two batches with different numbers have no key in common
     */
    static List<List<Object>> keys(int size, int number) {
        List<List<Object>> keys = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            keys.add(List.of(Dimension.COURSE.table(), "20171111_" + size + "-" + number + "-" + i));
        }
        return keys;
    }

    /** One click for each key. */
    @SuppressWarnings("rawtypes")
    static List<ValueUpdater> clicks(int size) {
        return new ArrayList<>(Collections.nCopies(size, new CombinerValueUpdater(new Sum(), 1L)));
    }
}
