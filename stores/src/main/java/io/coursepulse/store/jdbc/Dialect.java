package io.coursepulse.store.jdbc;

import io.coursepulse.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The differences between the supported databases. */
enum Dialect {
    MARIADB("MariaDB", "jdbc:mariadb:", "org.mariadb.jdbc.Driver") {

        /** Compared byte by byte: neither case nor trailing spaces are ignored. */
        private static final String TEXT =
                " varchar(" + MAX_KEY_LENGTH + ") character set utf8mb4 collate utf8mb4_nopad_bin not null";

        @Override
        Map<String, String> connectionProperties(Duration timeout) {
            long seconds = timeout.toSeconds();
            return Map.of(
                    "connectTimeout",
                    Long.toString(timeout.toMillis()),
                    // Later than the server's own limit, whose message is more helpful.
                    "socketTimeout",
                    Long.toString(timeout.toMillis() + 2_000),
                    // A worker that is paused during a write must not hold its locks until it resumes.
                    "sessionVariables",
                    "max_statement_time=" + seconds + ",innodb_lock_wait_timeout=" + seconds
                            + ",idle_write_transaction_timeout=" + seconds);
        }

        @Override
        String createTable(JdbcTable table) {
            return "create table if not exists " + table.name() + " ("
                    + table.keys().stream().map(key -> key + TEXT + ", ").collect(Collectors.joining())
                    + table.value() + " bigint not null, " + JdbcTable.TXID + " bigint not null, primary key ("
                    + String.join(", ", table.keys()) + ")) engine=InnoDB";
        }

        @Override
        String upsert(JdbcTable table, int rows) {
            // Assignments are evaluated from left to right: the value is set while the old txid is still there.
            return "insert into " + table.name() + " (" + table.columns() + ") values " + rows(table, rows, "?", "?")
                    + " on duplicate key update " + table.value() + " = if(" + JdbcTable.TXID + " <= values("
                    + JdbcTable.TXID + "), values(" + table.value() + "), " + table.value() + "), " + JdbcTable.TXID
                    + " = greatest(" + JdbcTable.TXID + ", values(" + JdbcTable.TXID + "))";
        }

        @Override
        void warnIfNotDurable(Connection connection) throws SQLException {
            String flush = setting(connection, "select @@global.innodb_flush_log_at_trx_commit");
            if (!flush.equals("1")) {
                LOG.warn(
                        "MariaDB runs with innodb_flush_log_at_trx_commit={}: a crash may lose acknowledged counts,"
                                + " after which the ledger rejects all further batches. Set it to 1.",
                        flush);
            }
        }
    },

    H2("H2", "jdbc:h2:", "org.h2.Driver") {

        /** Case-sensitive even in a database that was created with {@code IGNORECASE=TRUE}. */
        private static final String TEXT = " varchar_casesensitive(" + MAX_KEY_LENGTH + ") not null";

        private static final int ADMIN_RIGHTS_REQUIRED = 90040;

        @Override
        Map<String, String> connectionProperties(Duration timeout) {
            String millis = Long.toString(timeout.toMillis());
            return Map.of(
                    "LOCK_TIMEOUT",
                    millis,
                    "QUERY_TIMEOUT",
                    millis,
                    "NETWORK_TIMEOUT",
                    Long.toString(timeout.toMillis() + 2_000));
        }

        @Override
        String createTable(JdbcTable table) {
            return "create table if not exists " + table.name() + " ("
                    + table.keys().stream().map(key -> key + TEXT + ", ").collect(Collectors.joining())
                    + table.value() + " bigint not null, " + JdbcTable.TXID + " bigint not null, primary key ("
                    + String.join(", ", table.keys()) + "))";
        }

        @Override
        String upsert(JdbcTable table, int rows) {
            String insert = Stream.concat(table.keys().stream(), Stream.of(table.value(), JdbcTable.TXID))
                    .map(column -> "s." + column)
                    .collect(Collectors.joining(", "));
            return "merge into " + table.name() + " t using (values "
                    + rows(table, rows, "cast(? as varchar_casesensitive)", "cast(? as bigint)") + ") s ("
                    + table.columns()
                    + ") on " + table.keysAreEqual("t", "s") + " when matched and t." + JdbcTable.TXID + " <= s."
                    + JdbcTable.TXID + " then update set " + table.value() + " = s." + table.value() + ", "
                    + JdbcTable.TXID + " = s." + JdbcTable.TXID + " when not matched then insert (" + table.columns()
                    + ") values (" + insert + ")";
        }

        /**
         * At every write: H2 stores this setting and shows it as set, but it is half a second again when the database
         * is reopened, for example after a crash. It costs a round trip.
         */
        @Override
        void beginWriteTransaction(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set write_delay 0");
            } catch (SQLException e) {
                if (e.getErrorCode() != ADMIN_RIGHTS_REQUIRED) {
                    throw e;
                }
                throw new StoreException.Refused("H2 writes commits to its file up to half a second after"
                        + " acknowledging them, so that a crash would lose counts. Only an administrator may set"
                        + " WRITE_DELAY 0, and this user is not an administrator. Use one, such as the user that"
                        + " created the database, or run: ALTER USER ... ADMIN TRUE");
            }
        }
    };

    /** Maximum length of a key, in characters. */
    static final int MAX_KEY_LENGTH = 255;

    private static final Logger LOG = LoggerFactory.getLogger(Dialect.class);

    /** X/Open's SQL state for a missing table, and H2's own: with similarly named tables, and in an empty database. */
    private static final Set<String> NO_SUCH_TABLE = Set.of("42S02", "42S03", "42S04");

    private final String displayName;
    private final String urlPrefix;
    private final String driver;

    Dialect(String displayName, String urlPrefix, String driver) {
        this.displayName = displayName;
        this.urlPrefix = urlPrefix;
        this.driver = driver;
    }

    /**
     * The database of a JDBC URL.
     *
     * @throws IllegalArgumentException if it is not supported
     */
    static Dialect of(String url) {
        return Stream.of(values())
                .filter(dialect -> url.startsWith(dialect.urlPrefix))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Unsupported JDBC URL (expected MariaDB or H2): " + url));
    }

    /** The database's name in messages. */
    String displayName() {
        return displayName;
    }

    String driver() {
        return driver;
    }

    /** The driver's connection properties, which limit every wait to about {@code timeout}. */
    abstract Map<String, String> connectionProperties(Duration timeout);

    /** The statement that creates a table if it does not exist; may run concurrently. */
    abstract String createTable(JdbcTable table);

    /**
     * The statement that stores rows, unless the stored txid is higher.
     *
     * @param rows how many; each has the parameters {@link JdbcTable#fields}, value and txid
     */
    abstract String upsert(JdbcTable table, int rows);

    /** Logs a warning if the server is not configured to keep acknowledged commits; called once for each store. */
    void warnIfNotDurable(Connection connection) throws SQLException {}

    /**
     * Begins a transaction that writes.
     *
     * @throws StoreException.Refused if acknowledged commits would not survive a crash of the database
     */
    void beginWriteTransaction(Connection connection) throws SQLException {}

    static boolean isMissingTable(SQLException e) {
        return NO_SUCH_TABLE.contains(e.getSQLState());
    }

    private static String rows(JdbcTable table, int rows, String text, String number) {
        String row = Stream.concat(table.keys().stream().map(key -> text), Stream.of(number, number))
                .collect(Collectors.joining(", ", "(", ")"));
        return String.join(", ", Collections.nCopies(rows, row));
    }

    private static String setting(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
