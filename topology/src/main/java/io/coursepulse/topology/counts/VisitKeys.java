package io.coursepulse.topology.counts;

import io.coursepulse.counter.CellKey;
import io.coursepulse.counter.CounterRow;
import io.coursepulse.counter.Dimension;
import io.coursepulse.visit.Visit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Says under which counters a visit counts: the extractor of each {@link Dimension}. */
public final class VisitKeys {

    private VisitKeys() {}

    /** Gives {@code keys} the cell of every counter that {@code visit} adds one to. */
    public static void forEach(Visit visit, Consumer<CellKey> keys) {
        for (Dimension dimension : Dimension.values()) {
            parts(dimension, visit).ifPresent(parts -> {
                CounterRow row = new CounterRow(dimension, visit.minute().toLocalDate(), parts, visit.course());
                keys.accept(CellKey.counter(dimension.table(), row.key()));
            });
        }
    }

    /** The dimension's own parts of the row key; empty if the visit does not count in that dimension. */
    private static Optional<List<String>> parts(Dimension dimension, Visit visit) {
        return switch (dimension) {
            case COURSE -> Optional.of(List.of());
            case SEARCH -> visit.engine().isEmpty() ? Optional.empty() : Optional.of(List.of(visit.engine()));
        };
    }
}
