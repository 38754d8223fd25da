package io.coursepulse.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a {@link JdbcCounterStore} has its connections from; whose pool that is depends on where the store runs. */
public interface ConnectionSource extends AutoCloseable {

    /**
     * A connection that does not commit by itself, set up as {@link PoolSettings} say. Closing it gives it back.
     *
     * @throws SQLException if there is none within the address' timeout
     */
    Connection connection() throws SQLException;

    @Override
    void close();
}
