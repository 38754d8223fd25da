package io.coursepulse.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** A HikariCP pool for processes without Storm: the web server and the tools. */
public final class HikariConnectionSource implements ConnectionSource {

    private final JdbcAddress address;
    private HikariDataSource pool;

    /** Does not connect until the first connection is requested. */
    public HikariConnectionSource(JdbcAddress address) {
        this.address = address;
    }

    @Override
    public Connection connection() throws SQLException {
        if (pool == null) {
            Properties settings = new Properties();
            settings.putAll(PoolSettings.of(address));
            pool = new HikariDataSource(new HikariConfig(settings));
        }
        return pool.getConnection();
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }
}
