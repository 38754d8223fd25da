package io.coursepulse.store.jdbc;

import io.coursepulse.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.OptionalInt;

/**
 * The tables in the database, and the version of their layout. The writing side creates what is missing, the table of a
 * new dimension too; the version rises only when the layout of a table changes, and then this migrates it.
 */
final class JdbcSchema {

    static final String TABLE = "coursepulse_schema";
    static final int VERSION = 1;

    private JdbcSchema() {}

    /**
     * Creates the tables that are missing. Several may do so at a time.
     *
     * @throws StoreException.Refused if the database is laid out for a newer program
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
                // Another task was faster.
                connection.rollback();
            }
        }
        checkVersion(connection);
    }

    /**
     * Checks that the tables, if there are any, are laid out as this program knows them.
     *
     * @return whether there are any
     * @throws StoreException.Refused if they are of a newer version
     */
    static boolean checkVersion(Connection connection) throws SQLException {
        OptionalInt version = version(connection);
        if (version.isPresent() && version.getAsInt() > VERSION) {
            throw new StoreException.Refused("The database's tables are of version " + version.getAsInt()
                    + ", and this program knows them up to version " + VERSION
                    + ". A newer CoursePulse has counted here: run that one, or name another database.");
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
