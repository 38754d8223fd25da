package io.coursepulse.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Provides the connections of a {@link JdbcCounterStore}, from storm-jdbc's pool in a Storm worker and from our own
 * elsewhere.
 */
public interface ConnectionSource extends AutoCloseable {

    /**
     * A connection without auto-commit, configured by {@link PoolSettings}. Closing it returns it to the pool.
     *
     * @throws SQLException if none is available within the configured timeout
     */
    Connection connection() throws SQLException;

    @Override
    void close();
}
