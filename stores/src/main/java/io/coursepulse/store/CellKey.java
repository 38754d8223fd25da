package io.coursepulse.store;

import io.coursepulse.dimension.CounterRow;

/** Where a value is stored: table, row key and column (without HBase's column family, which is always {@code info}). */
public record CellKey(String table, String row, String column) {

    /** The column in which every dimension's table keeps its count. */
    public static final String CLICK_COUNT = "click_count";

    /** The cell of one counter. */
    public static CellKey counter(String table, String row) {
        return new CellKey(table, row, CLICK_COUNT);
    }

    /** The cell of one counter. */
    public static CellKey counter(CounterRow row) {
        return counter(row.dimension().table(), row.key());
    }

    @Override
    public String toString() {
        return table + "/" + row + "/" + column;
    }
}
