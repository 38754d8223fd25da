package io.coursepulse.store.jdbc;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CountedDays;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table and its columns. A dimension's table has a row for each counter. The others have a row for each value, with
 * the column's name as part of the key, so that a new outcome needs no new column.
 *
 * @param name the table's name, the same in every store
 * @param keys the columns of the primary key
 * @param value the column of the value
 */
record JdbcTable(String name, List<String> keys, String value) {

    static final String ROW = "row_key";
    static final String TXID = "txid";
    private static final String COLUMN = "column_name";

    /** All tables. */
    static List<JdbcTable> all() {
        return Stream.concat(
                        Stream.of(Dimension.values())
                                .map(dimension -> new JdbcTable(dimension.table(), List.of(ROW), CellKey.CLICK_COUNT)),
                        Stream.of(Ledger.TABLE, CounterShards.TABLE, CountedDays.TABLE)
                                .map(name -> new JdbcTable(name, List.of(ROW, COLUMN), "column_value")))
                .toList();
    }

    /**
     * The table with that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static JdbcTable of(String name) {
        return all().stream()
                .filter(table -> table.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown table: " + name));
    }

    /** Key columns (in the order of {@link #fields}), value and txid. */
    String columns() {
        return String.join(", ", keys) + ", " + value + ", " + TXID;
    }

    /** Inserts a cell; fails if it exists. Parameters: value, txid, then {@link #fields}. */
    String insert() {
        return "insert into " + name + " (" + value + ", " + TXID + ", " + String.join(", ", keys) + ") values (?, ?, "
                + keys.stream().map(key -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** Updates a cell. Parameters: value, txid, then {@link #fields}, the expected value, and txid again. */
    String update() {
        return "update " + name + " set " + value + " = ?, " + TXID + " = ? where "
                + keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" and ")) + " and " + value
                + " = ? and " + TXID + " <= ?";
    }

    /** Replaces a cell. Parameters: value, txid, then {@link #fields}, the expected value and txid. */
    String replace() {
        return "update " + name + " set " + value + " = ?, " + TXID + " = ? where "
                + keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" and ")) + " and " + value
                + " = ? and " + TXID + " = ?";
    }

    /** A cell's primary key, one value for each of {@link #keys}. */
    List<String> fields(CellKey cell) {
        if (hasColumnNames()) {
            return List.of(cell.row(), cell.column());
        }
        if (!cell.column().equals(value)) {
            throw new IllegalArgumentException("A counter has no column " + cell.column() + ": " + cell);
        }
        return List.of(cell.row());
    }

    /** The cell of a row of this table. */
    CellKey cell(ResultSet row) throws SQLException {
        return new CellKey(name, row.getString(ROW), hasColumnNames() ? row.getString(COLUMN) : value);
    }

    private boolean hasColumnNames() {
        return keys.contains(COLUMN);
    }

    /** {@code a.row_key = b.row_key}, for every key column. */
    String keysAreEqual(String a, String b) {
        return keys.stream().map(key -> a + "." + key + " = " + b + "." + key).collect(Collectors.joining(" and "));
    }
}
