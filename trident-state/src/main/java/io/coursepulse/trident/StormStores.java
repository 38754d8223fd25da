package io.coursepulse.trident;

import io.coursepulse.store.CounterStore;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.store.jdbc.ConnectionSource;
import io.coursepulse.store.jdbc.JdbcAddress;
import io.coursepulse.store.jdbc.JdbcCounterStore;
import io.coursepulse.store.jdbc.PoolSettings;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.storm.jdbc.common.ConnectionProvider;
import org.apache.storm.jdbc.common.HikariCPConnectionProvider;

/** Opens stores in a Storm worker, with database connections from storm-jdbc. */
public final class StormStores {

    private StormStores() {}

    /** Like {@link StoreConfig#open}. */
    public static CounterStore open(StoreConfig config) {
        return config instanceof StoreConfig.Jdbc jdbc
                ? new JdbcCounterStore(jdbc.address(), new StormConnectionSource(jdbc.address()))
                : config.open();
    }

    /** Connections from storm-jdbc's provider. */
    private static final class StormConnectionSource implements ConnectionSource {

        private final ConnectionProvider provider;

        /** Does not connect until the first connection is requested. */
        StormConnectionSource(JdbcAddress address) {
            provider = new HikariCPConnectionProvider(PoolSettings.of(address));
        }

        @Override
        public Connection connection() throws SQLException {
            // Has an effect only the first time.
            provider.prepare();
            try {
                return provider.getConnection();
            } catch (RuntimeException e) {
                // The provider wraps the SQLException.
                if (e.getCause() instanceof SQLException cause) {
                    throw cause;
                }
                throw e;
            }
        }

        @Override
        public void close() {
            provider.cleanup();
        }
    }
}
