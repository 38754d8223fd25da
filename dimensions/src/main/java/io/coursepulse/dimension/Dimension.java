package io.coursepulse.dimension;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What clicks are counted by: one entry each, which tables, API, exports and the page are driven by. A new entry needs a
 * value from the pipeline, from the generator and from the demo's second reader; the compiler asks each of them for it.
 *
 * <p>A dimension owns a table. Its row keys begin with the time of the visit, as finely as the dimension tells it and in
 * the configured zone, and end with the course; between them stands the value that the visit has in the dimension, if
 * visits have one, all joined by {@code _}.
 *
 * <p>The order of the entries is the order of lists in the API and of panels on the page.
 */
public enum Dimension {
    /** Clicks of a course: {@code 20171111_112}. */
    COURSE(
            new Rows("course_clickcount", Granularity.DAY, Value.NONE, Visits.ALL),
            new ApiList("courses", "course", "Courses, most clicks first"),
            new Display(Panel.COURSES, new Labels("Courses", "Course"), new Labels("课程", "课程"))),

    /** Clicks of a course that a search engine's result page sent: {@code 20171111_baidu_112}. */
    SEARCH(
            new Rows("course_search_clickcount", Granularity.DAY, Value.IN_KEY, Visits.WITH_VALUE),
            new ApiList("engines", "engine", "Search engines, most clicks first"),
            new Display(Panel.TABLE, new Labels("Search engines", "Engine"), new Labels("搜索引擎", "引擎"))),

    /**
     * Clicks of a course by what the visitor has searched for, where the result page's address says it: {@code
     * 20171111_storm trident_112}. Visitors write keywords, and no two the same: a day may have more than a page should load.
     */
    KEYWORD(
            new Rows("course_keyword_clickcount", Granularity.DAY, Value.IN_KEY, Visits.WITH_VALUE),
            new ApiList("keywords", "keyword", "What visitors from search engines have searched for, most clicks first")
                    .limitedTo(500, "The 500 that were searched for most"),
            new Display(Panel.TABLE, new Labels("Keywords", "Searched for"), new Labels("搜索关键词", "关键词"))),

    /** Clicks of a course by where the visitor is, in ISO 3166: {@code 20171111_CN-GD_112}. */
    REGION(
            new Rows("course_region_clickcount", Granularity.DAY, Value.IN_KEY, Visits.ALL),
            new ApiList("regions", "region", "Regions by ISO 3166, most clicks first; ZZ where it is not known"),
            new Display(Panel.MAP, new Labels("Regions", "Region"), new Labels("地区", "地区"))),

    /** Clicks of a course by the visitor's program: {@code 20171111_Chrome_112}. */
    CLIENT(
            new Rows("course_client_clickcount", Granularity.DAY, Value.IN_KEY, Visits.ALL),
            new ApiList("clients", "client", "Browsers and apps, most clicks first"),
            new Display(Panel.TABLE, new Labels("Browsers and apps", "Client"), new Labels("浏览器与应用", "客户端"))),

    /** Clicks of a course by the kind of the visitor's device: {@code 20171111_Phone_112}. */
    DEVICE(
            new Rows("course_device_clickcount", Granularity.DAY, Value.IN_KEY, Visits.ALL),
            new ApiList("devices", "device", "Kinds of devices, most clicks first"),
            new Display(Panel.TABLE, new Labels("Devices", "Device"), new Labels("设备", "设备"))),

    /** Clicks of a course in each minute: {@code 201711111234_112}. */
    MINUTE(
            new Rows("course_minute_clickcount", Granularity.MINUTE, Value.NONE, Visits.ALL),
            new ApiList("minutes", "minute", "The minutes that had clicks, in their order"),
            new Display(Panel.CURVE, new Labels("minutes", "Minute"), new Labels("分钟", "分钟")));

    /** Joins the parts of a row key. No part may contain it; whoever makes a part replaces it, as nothing is escaped. */
    public static final char SEPARATOR = '_';

    /** How the page shows a dimension. */
    public enum Panel {
        /** The large table of courses. */
        COURSES,
        /** A table of values. */
        TABLE,
        /** A map beside a table of values. */
        MAP,
        /** A curve over the day. */
        CURVE
    }

    /** Whether visits have a value in the dimension, which then is a part of the row key. */
    private enum Value {
        NONE,
        IN_KEY
    }

    /** Which visits are counted. */
    private enum Visits {
        ALL,
        WITH_VALUE
    }

    /** How the store keeps the counts. */
    private record Rows(String table, Granularity granularity, Value value, Visits visits) {
        private Rows {
            if (value == Value.IN_KEY && granularity != Granularity.DAY) {
                throw new IllegalArgumentException(
                        table + ": values are counted by the day; the web server keeps one number for each");
            }
            if (value == Value.NONE && visits != Visits.ALL) {
                throw new IllegalArgumentException(table + ": visits without a value are counted always");
            }
        }
    }

    /**
     * How the API lists the counts.
     *
     * @param name of the list, in paths and in a day's JSON
     * @param key names the value in a row of the list
     * @param summary what the OpenAPI document says of the list
     * @param limit of the rows in a whole day's JSON
     */
    private record ApiList(String name, String key, String summary, Optional<Limit> limit) {
        private ApiList(String name, String key, String summary) {
            this(name, key, summary, Optional.empty());
        }

        private ApiList limitedTo(int rows, String note) {
            return new ApiList(name, key, summary, Optional.of(new Limit(rows, note)));
        }
    }

    /**
     * How many rows a list has at most in a whole day's JSON, those with the most clicks.
     *
     * @param note says so in the API's document
     */
    public record Limit(int rows, String note) {}

    /**
     * What the page calls a dimension in one language.
     *
     * @param title of the panel
     * @param column heads the column of values
     */
    public record Labels(String title, String column) {}

    private record Display(Panel panel, Labels english, Labels chinese) {}

    private final Rows rows;
    private final ApiList list;
    private final Display display;
    private final List<String> parts;

    Dimension(Rows rows, ApiList list, Display display) {
        this.rows = rows;
        this.list = list;
        this.display = display;
        this.parts = rows.value == Value.IN_KEY ? List.of(list.key) : List.of();
    }

    /** The table's name, the same in every store. */
    public String table() {
        return rows.table;
    }

    /** How finely the row keys tell time. */
    public Granularity granularity() {
        return rows.granularity;
    }

    /** Whether visits have a value in this dimension; else course and time are all that they are counted by. */
    public boolean hasValue() {
        return rows.value == Value.IN_KEY;
    }

    /** The names of the parts between time and course in a row key: that of the value, if visits have one. */
    public List<String> parts() {
        return parts;
    }

    /** Whether every visit is counted here; else only those that have a value. */
    public boolean countsEveryVisit() {
        return rows.visits == Visits.ALL;
    }

    /**
     * Whether the counts can be told by search engine too. Only the table of search engines has them in its keys: it tells
     * how many clicks of each course an engine sent, and nothing else.
     */
    public boolean byEngine() {
        return this == COURSE || this == SEARCH;
    }

    /** What one value is called, in JSON, CSV and scripts: {@code region}. */
    public String key() {
        return list.key;
    }

    /** What the list of values is called, in JSON and in paths: {@code regions}. */
    public String list() {
        return list.name;
    }

    /** What the list is, in one line, for the API's document. */
    public String summary() {
        return list.summary;
    }

    /** The limit of rows in a whole day's JSON, if there is one; the list alone has all rows. */
    public Optional<Limit> limit() {
        return list.limit;
    }

    /** How the page shows it. */
    public Panel panel() {
        return display.panel;
    }

    /** What an English page calls it. */
    public Labels english() {
        return display.english;
    }

    /** What a Chinese page calls it. */
    public Labels chinese() {
        return display.chinese;
    }

    /** Those that count only visits with a value. */
    public static List<Dimension> ofSomeVisits() {
        return Arrays.stream(values())
                .filter(dimension -> !dimension.countsEveryVisit())
                .toList();
    }

    /** The dimension that owns {@code table}, if one does. */
    public static Optional<Dimension> ofTable(String table) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.table().equals(table))
                .findFirst();
    }
}
