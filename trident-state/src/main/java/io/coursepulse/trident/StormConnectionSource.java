package io.coursepulse.trident;

import io.coursepulse.store.jdbc.ConnectionSource;
import io.coursepulse.store.jdbc.JdbcAddress;
import io.coursepulse.store.jdbc.PoolSettings;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.storm.jdbc.common.ConnectionProvider;
import org.apache.storm.jdbc.common.HikariCPConnectionProvider;

/** The connections of storm-jdbc's provider. */
final class StormConnectionSource implements ConnectionSource {

    private final ConnectionProvider provider;

    /** Connects to nothing yet. */
    StormConnectionSource(JdbcAddress address) {
        provider = new HikariCPConnectionProvider(PoolSettings.of(address));
    }

    @Override
    public Connection connection() throws SQLException {
        // Does something the first time only.
        provider.prepare();
        try {
            return provider.getConnection();
        } catch (RuntimeException e) {
            // The provider hides what it could not do.
            if (e.getCause() instanceof SQLException known) {
                throw known;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        provider.cleanup();
    }
}
