package io.coursepulse.spout;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.operation.TridentCollector;

/** Records emitted tuples. Not thread-safe. */
public final class RecordingCollector implements TridentCollector {

    private final List<List<Object>> tuples = new ArrayList<>();

    /** Returns and clears the recorded tuples. */
    public List<List<Object>> take() {
        List<List<Object>> taken = List.copyOf(tuples);
        tuples.clear();
        return taken;
    }

    @Override
    public void emit(List<Object> tuple) {
        tuples.add(tuple);
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void reportError(Throwable failure) {
        throw new AssertionError(failure);
    }
}
