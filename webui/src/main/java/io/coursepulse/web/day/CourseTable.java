package io.coursepulse.web.day;

import io.coursepulse.dimension.Dimension;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The counts of one course on one day. */
final class CourseTable {

    final Cell clicks = new Cell();
    final MinuteCells minutes = new MinuteCells();
    private final Map<Dimension, Map<String, Cell>> values = new EnumMap<>(Dimension.class);

    /** The values of a dimension that has values, and their clicks. */
    Map<String, Cell> by(Dimension dimension) {
        return values.getOrDefault(dimension, Map.of());
    }

    Cell cell(Dimension dimension, String value) {
        return values.computeIfAbsent(dimension, any -> new HashMap<>(4)).computeIfAbsent(value, any -> new Cell());
    }
}
