package io.coursepulse.store.jdbc;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Counts in MariaDB or H2. The txid is a column, and an upsert does not change values with a higher one.
 *
 * <p>Each call is one transaction. So a write is atomic, which is more than the contract requires, and a read does not
 * see an old snapshot: transactions are short, at isolation level READ COMMITTED. A write that times out waiting for a
 * lock, is a deadlock's victim, or loses its connection throws {@link StoreException.Unavailable}; in the last case it
 * may have been stored.
 *
 * <p>Acknowledged writes survive a crash of the database process. MariaDB syncs its log at every commit, unless it is
 * configured otherwise, which is logged as a warning. H2 writes its file at every commit only with {@code WRITE_DELAY
 * 0} (the default is half a second later), which is set before every write and needs administrator rights. It passes
 * the bytes to the operating system without a sync: they survive {@code kill -9}, but H2 guarantees nothing for a power
 * failure.
 */
public final class JdbcCounterStore implements CounterStore {

    /** Large enough that round trips do not matter, small enough that the time of H2's merge is still linear. */
    private static final int ROWS_PER_STATEMENT = 100;

    private static final int ROWS_PER_FETCH = 1_000;

    /** Read within some ten milliseconds. */
    private static final int ROWS_PER_PAGE = 10_000;

    /** Looked at by the server alone, also within some ten milliseconds. */
    private static final int ROWS_PER_SCANNED_PAGE = 100_000;

    private final JdbcAddress address;
    private final Dialect dialect;
    private final ConnectionSource connections;
    private boolean tablesExist;
    private boolean schemaVersionChecked;

    /**
     * Does not connect until the first read or write.
     *
     * @param connections connections to that address; closed with the store
     */
    public JdbcCounterStore(JdbcAddress address, ConnectionSource connections) {
        this.address = address;
        this.dialect = Dialect.of(address.url());
        this.connections = connections;
    }

    @Override
    public Map<CellKey, StampedValue> read(Collection<CellKey> keys) {
        return inTransaction("read " + keys.size() + " values", connection -> {
            createTables(connection);
            Map<CellKey, StampedValue> values = new HashMap<>();
            for (Map.Entry<String, List<CellKey>> entry : byTable(keys).entrySet()) {
                readTable(connection, JdbcTable.of(entry.getKey()), entry.getValue(), values);
            }
            return values;
        });
    }

    private static void readTable(
            Connection connection, JdbcTable table, List<CellKey> keys, Map<CellKey, StampedValue> values)
            throws SQLException {
        Set<CellKey> requested = Set.copyOf(keys);
        List<String> rows = keys.stream().map(CellKey::row).distinct().toList();
        for (List<String> chunk : chunks(rows)) {
            String query = "select " + table.columns() + " from " + table.name() + " where " + JdbcTable.ROW + " in ("
                    + String.join(", ", Collections.nCopies(chunk.size(), "?")) + ")";
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                setStrings(statement, 1, chunk);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        CellKey cell = table.cell(result);
                        if (requested.contains(cell)) {
                            values.put(cell, value(table, result));
                        }
                    }
                }
            }
        }
    }

    @Override
    public void write(Map<CellKey, StampedValue> values) {
        inTransaction("write " + values.size() + " values", connection -> {
            dialect.beginWriteTransaction(connection);
            createTables(connection);
            for (Map.Entry<String, List<CellKey>> entry :
                    byTable(values.keySet()).entrySet()) {
                writeTable(connection, JdbcTable.of(entry.getKey()), entry.getValue(), values);
            }
            return null;
        });
    }

    @Override
    public boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values) {
        return inTransaction("write a row of " + cell.table(), connection -> {
            dialect.beginWriteTransaction(connection);
            createTables(connection);
            JdbcTable table = JdbcTable.of(cell.table());
            if (!compareAndSet(connection, table, cell, expected, values.get(cell))) {
                return false;
            }
            // Concurrent compare-and-sets wait for the lock on the cell until this transaction has ended.
            List<CellKey> others =
                    values.keySet().stream().filter(key -> !key.equals(cell)).toList();
            writeTable(connection, table, others, values);
            return true;
        });
    }

    @Override
    public boolean replace(CellKey cell, StampedValue expected, StampedValue value) {
        return inTransaction("replace a value of " + cell.table(), connection -> {
            dialect.beginWriteTransaction(connection);
            createTables(connection);
            JdbcTable table = JdbcTable.of(cell.table());
            try (PreparedStatement replace = connection.prepareStatement(table.replace())) {
                replace.setLong(1, value.value());
                replace.setLong(2, value.txid());
                int next = setStrings(replace, 3, fields(table, cell));
                replace.setLong(next, expected.value());
                replace.setLong(next + 1, expected.txid());
                return replace.executeUpdate() == 1;
            }
        });
    }

    private static boolean compareAndSet(
            Connection connection, JdbcTable table, CellKey cell, OptionalLong expected, StampedValue value)
            throws SQLException {
        String statement = expected.isPresent() ? table.update() : table.insert();
        try (PreparedStatement replace = connection.prepareStatement(statement)) {
            replace.setLong(1, value.value());
            replace.setLong(2, value.txid());
            int next = setStrings(replace, 3, fields(table, cell));
            if (expected.isPresent()) {
                replace.setLong(next, expected.getAsLong());
                replace.setLong(next + 1, value.txid());
            }
            return replace.executeUpdate() == 1;
        } catch (SQLIntegrityConstraintViolationException e) {
            // A value exists, but none was expected.
            return false;
        }
    }

    private void writeTable(
            Connection connection, JdbcTable table, List<CellKey> keys, Map<CellKey, StampedValue> values)
            throws SQLException {
        for (List<CellKey> chunk : chunks(keys)) {
            try (PreparedStatement statement = connection.prepareStatement(dialect.upsert(table, chunk.size()))) {
                int parameter = 1;
                for (CellKey key : chunk) {
                    parameter = setStrings(statement, parameter, fields(table, key));
                    statement.setLong(parameter++, values.get(key).value());
                    statement.setLong(parameter++, values.get(key).txid());
                }
                statement.executeUpdate();
            }
        }
    }

    private static List<String> fields(JdbcTable table, CellKey key) {
        List<String> fields = table.fields(key);
        if (fields.stream().anyMatch(field -> field.length() > Dialect.MAX_KEY_LENGTH)) {
            // A database in non-strict mode would truncate it, and so merge two counters.
            throw new IllegalArgumentException("Key is longer than " + Dialect.MAX_KEY_LENGTH + " characters: " + key);
        }
        return fields;
    }

    @Override
    public List<CounterValue> day(Dimension dimension, LocalDate day) {
        JdbcTable table = JdbcTable.of(dimension.table());
        String prefix = CounterRow.dayPrefix(dimension, day);
        List<CounterValue> counts = new ArrayList<>();
        pages(table, prefix, Optional.of(firstAfterPrefix(prefix)), row -> counts.add(count(dimension, table, row)));
        return counts;
    }

    @Override
    public void all(Dimension dimension, Consumer<CounterValue> counts) {
        JdbcTable table = JdbcTable.of(dimension.table());
        pages(table, "", Optional.empty(), row -> counts.accept(count(dimension, table, row)));
    }

    /**
     * Reads a table in the order of its key, in one statement and transaction for each page: whatever the size of the
     * table, none of them takes long, and the server keeps no result of millions of rows.
     *
     * @param from the first row key
     * @param to the row key after the last one
     */
    private void pages(JdbcTable table, String from, Optional<String> to, RowReader rows) {
        String before = to.isPresent() ? " and " + JdbcTable.ROW + " < ? " : " ";
        String order = before + inKeyOrder(table) + " limit " + ROWS_PER_PAGE;
        String[] last = {from};
        String comparison = " >= ?";
        int[] read = {ROWS_PER_PAGE};
        while (read[0] == ROWS_PER_PAGE) {
            read[0] = 0;
            List<String> bounds = new ArrayList<>(List.of(last[0]));
            to.ifPresent(bounds::add);
            scan(table, "where " + JdbcTable.ROW + comparison + order, bounds, row -> {
                rows.read(row);
                last[0] = row.getString(JdbcTable.ROW);
                read[0]++;
            });
            comparison = " > ?";
        }
    }

    @Override
    public Optional<CellKey> writtenAfter(Dimension dimension, long txid) {
        JdbcTable table = JdbcTable.of(dimension.table());
        String last = "";
        while (true) {
            Page page = page(table, last);
            if (page.newest() > txid) {
                List<CellKey> found = new ArrayList<>();
                scan(
                        table,
                        "where " + JdbcTable.ROW + " > ? and " + JdbcTable.ROW + " <= ? and " + JdbcTable.TXID + " > "
                                + txid + " limit 1",
                        List.of(last, page.last()),
                        row -> found.add(table.cell(row)));
                return found.stream().findFirst();
            }
            if (page.rows() < ROWS_PER_SCANNED_PAGE) {
                return Optional.empty();
            }
            last = page.last();
        }
    }

    /** What the server has found in some rows of a table: their number, the last key, and the newest batch. */
    private record Page(long rows, String last, long newest) {}

    private Page page(JdbcTable table, String after) {
        Page[] page = {new Page(0, after, 0)};
        query(
                table,
                "select count(*), max(" + JdbcTable.ROW + "), max(" + JdbcTable.TXID + ") from (select "
                        + JdbcTable.ROW + ", " + JdbcTable.TXID + " from " + table.name() + " where " + JdbcTable.ROW
                        + " > ? " + inKeyOrder(table) + " limit " + ROWS_PER_SCANNED_PAGE + ") page",
                List.of(after),
                row -> page[0] = new Page(row.getLong(1), row.getString(2), row.getLong(3)));
        return page[0];
    }

    private static CounterValue count(Dimension dimension, JdbcTable table, ResultSet row) throws SQLException {
        return new CounterValue(CounterRow.parse(dimension, row.getString(JdbcTable.ROW)), row.getLong(table.value()));
    }

    /** The smallest string that is greater than all strings with this prefix. */
    private static String firstAfterPrefix(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }

    @Override
    public Map<String, Map<String, StampedValue>> rows(String name, String prefix) {
        JdbcTable table = JdbcTable.of(name);
        Map<String, Map<String, StampedValue>> rows = new TreeMap<>();
        List<String> bounds = prefix.isEmpty() ? List.of() : List.of(prefix, firstAfterPrefix(prefix));
        String where = prefix.isEmpty() ? "" : "where " + JdbcTable.ROW + " >= ? and " + JdbcTable.ROW + " < ? ";
        scan(table, where + inKeyOrder(table), bounds, result -> {
            CellKey cell = table.cell(result);
            rows.computeIfAbsent(cell.row(), row -> new TreeMap<>()).put(cell.column(), value(table, result));
        });
        return rows;
    }

    private static String inKeyOrder(JdbcTable table) {
        return "order by " + String.join(", ", table.keys());
    }

    private void scan(JdbcTable table, String clauses, List<String> parameters, RowReader rows) {
        query(table, "select " + table.columns() + " from " + table.name() + " " + clauses, parameters, rows);
    }

    private void query(JdbcTable table, String query, List<String> parameters, RowReader rows) {
        inTransaction("read " + table.name(), connection -> {
            checkSchemaVersion(connection);
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setFetchSize(ROWS_PER_FETCH);
                setStrings(statement, 1, parameters);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        rows.read(result);
                    }
                }
            } catch (SQLException e) {
                if (!Dialect.isMissingTable(e)) {
                    throw e;
                }
                // A table that does not exist yet reads as empty.
            }
            return null;
        });
    }

    private void createTables(Connection connection) throws SQLException {
        if (!tablesExist) {
            dialect.warnIfNotDurable(connection);
            JdbcSchema.create(connection, dialect);
            tablesExist = true;
        }
    }

    private void checkSchemaVersion(Connection connection) throws SQLException {
        if (!schemaVersionChecked) {
            schemaVersionChecked = JdbcSchema.checkVersion(connection);
        }
    }

    private static StampedValue value(JdbcTable table, ResultSet row) throws SQLException {
        return new StampedValue(row.getLong(table.value()), row.getLong(JdbcTable.TXID));
    }

    /** Sorted: writers that lock rows in the same order do not deadlock. */
    private static Map<String, List<CellKey>> byTable(Collection<CellKey> keys) {
        return keys.stream()
                .sorted(Comparator.comparing(CellKey::row).thenComparing(CellKey::column))
                .collect(Collectors.groupingBy(CellKey::table, TreeMap::new, Collectors.toList()));
    }

    private static <T> List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += ROWS_PER_STATEMENT) {
            chunks.add(all.subList(from, Math.min(all.size(), from + ROWS_PER_STATEMENT)));
        }
        return chunks;
    }

    private static int setStrings(PreparedStatement statement, int from, List<String> texts) throws SQLException {
        int parameter = from;
        for (String text : texts) {
            statement.setString(parameter++, text);
        }
        return parameter;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private interface Transaction<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(String what, Transaction<T> transaction) {
        try (Connection connection = connections.connection()) {
            try {
                T result = transaction.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException.Unavailable(
                    dialect.displayName() + " at " + address.url() + " failed to " + what + ": " + reason(e), e);
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is closed, and with it the transaction.
            cause.addSuppressed(e);
        }
    }

    /** The pool reports that it has no connection; the reason is only in its cause. */
    private static String reason(SQLException e) {
        return e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + " (" + e.getCause().getMessage() + ")";
    }

    @Override
    public void close() {
        connections.close();
        tablesExist = false;
        schemaVersionChecked = false;
    }
}
