package io.coursepulse.store.jdbc;

import io.coursepulse.store.CounterStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** An in-process H2 with its own database. */
public final class InMemoryH2 implements AutoCloseable {

    private final JdbcAddress address;

    public InMemoryH2() {
        this("");
    }

    /** @param settings appended to the URL: {@code ;IGNORECASE=TRUE} */
    public InMemoryH2(String settings) {
        address = new JdbcAddress(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + settings,
                "ann",
                "secret-of-ann",
                // Long enough for a slow machine; no test waits for it.
                Duration.ofSeconds(30));
    }

    public JdbcAddress address() {
        return address;
    }

    /** Opens a new instance of the store, as another process would. */
    public CounterStore open() {
        return new JdbcCounterStore(address, new HikariConnectionSource(address));
    }

    /** Opens the store with a short timeout. */
    CounterStore openWithShortTimeout() {
        JdbcAddress shortTimeout =
                new JdbcAddress(address.url(), address.user(), address.password(), Duration.ofSeconds(3));
        return new JdbcCounterStore(shortTimeout, new HikariConnectionSource(shortTimeout));
    }

    /** A connection besides the store's. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        try {
            execute("shutdown immediately");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot shut down the database", e);
        }
    }
}
