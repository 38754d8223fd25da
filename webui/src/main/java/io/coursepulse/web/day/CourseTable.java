package io.coursepulse.web.day;

import io.coursepulse.dimension.Dimension;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The counts of one course on one day. */
final class CourseTable {

    final Cell clicks = new Cell();
    final MinuteCells minutes = new MinuteCells();
    private final Map<Dimension, Map<String, Cell>> parts = new EnumMap<>(Dimension.class);

    /** By a dimension with one part: its values and their clicks. */
    Map<String, Cell> by(Dimension dimension) {
        return parts.getOrDefault(dimension, Map.of());
    }

    Cell cell(Dimension dimension, String part) {
        return parts.computeIfAbsent(dimension, any -> new HashMap<>(4)).computeIfAbsent(part, any -> new Cell());
    }
}
