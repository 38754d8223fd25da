package io.coursepulse.spout;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.operation.TridentCollector;

/** Keeps what a part of a topology emits. Used by one thread. */
public final class RecordingCollector implements TridentCollector {

    private final List<List<Object>> tuples = new ArrayList<>();

    /** What was emitted since this was last asked for. */
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
        // Nothing is held back.
    }

    @Override
    public void reportError(Throwable failure) {
        throw new AssertionError(failure);
    }
}
