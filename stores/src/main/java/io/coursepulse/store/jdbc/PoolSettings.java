package io.coursepulse.store.jdbc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** HikariCP's settings for a store, for both kinds of {@link ConnectionSource}. */
public final class PoolSettings {

    private static final Duration MAX_VALIDATION_TIMEOUT = Duration.ofSeconds(5);

    private PoolSettings() {}

    /** The settings by HikariCP's property names. */
    public static Map<String, Object> of(JdbcAddress address) {
        Dialect dialect = Dialect.of(address.url());
        long timeout = address.timeout().toMillis();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("poolName", "counters");
        settings.put("driverClassName", dialect.driver());
        settings.put("jdbcUrl", address.url());
        settings.put("username", address.user());
        settings.put("password", address.password());
        // A store is used by one thread. The pool is there to validate, retire and replace that one connection.
        settings.put("maximumPoolSize", "1");
        settings.put("autoCommit", "false");
        // Every statement sees what was committed before it, not a snapshot from the transaction's start.
        settings.put("transactionIsolation", "TRANSACTION_READ_COMMITTED");
        settings.put("connectionTimeout", Long.toString(timeout));
        settings.put("validationTimeout", Long.toString(Math.min(timeout, MAX_VALIDATION_TIMEOUT.toMillis())));
        // A database that is down at start-up is handled like one that goes down later: by a failure of each call.
        settings.put("initializationFailTimeout", "-1");
        settings.put("exceptionOverrideClassName", ConnectionEvictionPolicy.class.getName());
        dialect.connectionProperties(address.timeout())
                .forEach((name, value) -> settings.put("dataSource." + name, value));
        return settings;
    }
}
