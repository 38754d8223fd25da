package io.coursepulse.counter;

import java.util.List;
import java.util.Optional;

/**
 * What clicks are counted by. This is the only list of dimensions: a new one is an entry here plus its extractor, which
 * the compiler then asks for.
 *
 * <p>A dimension owns a table. Its row keys begin with the day of the visit ({@code uuuuMMdd}, in the configured zone)
 * and end with the course; between them stand the dimension's own parts, all joined by {@code _}.
 */
public enum Dimension {
    /** Clicks of a course: {@code 20171111_112}. */
    COURSE("course_clickcount", List.of()),

    /** Clicks of a course that a search engine's result page sent: {@code 20171111_baidu_112}. */
    SEARCH("course_search_clickcount", List.of("engine"));

    /** Joins the parts of a row key. The parser refuses a part that contains it, so nothing is ever escaped. */
    public static final char SEPARATOR = '_';

    private final String table;
    private final List<String> parts;

    Dimension(String table, List<String> parts) {
        this.table = table;
        this.parts = parts;
    }

    /** The table's name, the same in every store. */
    public String table() {
        return table;
    }

    /** The names of the parts between day and course, in the key's order. */
    public List<String> parts() {
        return parts;
    }

    /** Whether every click is counted here; else those alone that have the dimension's parts. */
    public boolean countsEveryVisit() {
        return this != SEARCH;
    }

    /** The dimension that owns {@code table}, if one does. */
    public static Optional<Dimension> ofTable(String table) {
        for (Dimension dimension : values()) {
            if (dimension.table.equals(table)) {
                return Optional.of(dimension);
            }
        }
        return Optional.empty();
    }
}
