package io.coursepulse.store.jdbc;

import io.coursepulse.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.OptionalInt;

/**
 * The tables in the database and the version of their layout. A writer creates missing tables, also that of a new
 * dimension; the version increases only when the layout of a table changes, and this class is then the place of the
 * migration.
 */
final class JdbcSchema {

    static final String TABLE = "coursepulse_schema";
    static final int VERSION = 1;

    private JdbcSchema() {}

    /**
     * Creates missing tables; may run concurrently.
     *
     * @throws StoreException.Refused if the layout is of a newer version
     */
    static void create(Connection connection, Dialect dialect) throws SQLException {
        checkVersion(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists " + TABLE
                    + " (only_row int not null primary key, version int not null)");
            for (JdbcTable table : JdbcTable.all()) {
                statement.execute(dialect.createTable(table));
            }
        }
        if (version(connection).isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into " + TABLE + " (only_row, version) values (1, " + VERSION + ")");
                connection.commit();
            } catch (SQLIntegrityConstraintViolationException e) {
                // Another task has inserted it concurrently.
                connection.rollback();
            }
        }
        checkVersion(connection);
    }

    /**
     * Checks that the layout of existing tables is known to this version.
     *
     * @return whether tables exist
     * @throws StoreException.Refused if the layout is of a newer version
     */
    static boolean checkVersion(Connection connection) throws SQLException {
        OptionalInt version = version(connection);
        if (version.isPresent() && version.getAsInt() > VERSION) {
            throw new StoreException.Refused("The database schema has version " + version.getAsInt() + ", but this"
                    + " version of CoursePulse supports up to " + VERSION
                    + ". It was created by a newer CoursePulse: run that version or use another database.");
        }
        return version.isPresent();
    }

    /** Empty if nothing has been created yet. */
    private static OptionalInt version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select version from " + TABLE)) {
            return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
        } catch (SQLException e) {
            if (Dialect.isMissingTable(e)) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }
}
