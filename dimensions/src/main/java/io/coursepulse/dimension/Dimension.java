package io.coursepulse.dimension;

import java.util.List;
import java.util.Optional;

/**
 * What clicks are counted by. This is the only list of dimensions: a new one is an entry here plus its extractor, which
 * the compiler then asks for.
 *
 * <p>A dimension owns a table. Its row keys begin with the time of the visit, as finely as the dimension tells it and in
 * the configured zone, and end with the course; between them stand the dimension's own parts, all joined by {@code _}.
 */
public enum Dimension {
    /** Clicks of a course: {@code 20171111_112}. */
    COURSE("course_clickcount", Granularity.DAY, List.of()),

    /** Clicks of a course that a search engine's result page sent: {@code 20171111_baidu_112}. */
    SEARCH("course_search_clickcount", Granularity.DAY, List.of("engine")),

    /**
     * Clicks of a course by what the visitor has searched for, where the result page's address says it: {@code
     * 20171111_storm trident_112}.
     */
    KEYWORD("course_keyword_clickcount", Granularity.DAY, List.of("keyword")),

    /** Clicks of a course by where the visitor is, in ISO 3166: {@code 20171111_CN-GD_112}. */
    REGION("course_region_clickcount", Granularity.DAY, List.of("region")),

    /** Clicks of a course by the visitor's program: {@code 20171111_Chrome_112}. */
    CLIENT("course_client_clickcount", Granularity.DAY, List.of("client")),

    /** Clicks of a course by the kind of the visitor's device: {@code 20171111_Phone_112}. */
    DEVICE("course_device_clickcount", Granularity.DAY, List.of("device")),

    /** Clicks of a course in each minute: {@code 201711111234_112}. */
    MINUTE("course_minute_clickcount", Granularity.MINUTE, List.of());

    /** Joins the parts of a row key. No part may contain it, which is seen to where parts are made; nothing is escaped. */
    public static final char SEPARATOR = '_';

    private final String table;
    private final Granularity granularity;
    private final List<String> parts;

    Dimension(String table, Granularity granularity, List<String> parts) {
        this.table = table;
        this.granularity = granularity;
        this.parts = parts;
    }

    /** The table's name, the same in every store. */
    public String table() {
        return table;
    }

    /** How finely the row keys tell time. */
    public Granularity granularity() {
        return granularity;
    }

    /** The names of the parts between time and course, in the key's order. */
    public List<String> parts() {
        return parts;
    }

    /** Whether every click is counted here; else those alone that have the dimension's parts. */
    public boolean countsEveryVisit() {
        return switch (this) {
            case COURSE, REGION, CLIENT, DEVICE, MINUTE -> true;
            case SEARCH, KEYWORD -> false;
        };
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
