package io.coursepulse.store.config;

import io.coursepulse.config.Settings;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.hbase.HBaseAddress;
import io.coursepulse.store.hbase.HBaseCounterStore;
import io.coursepulse.store.jdbc.HikariConnectionSource;
import io.coursepulse.store.jdbc.JdbcAddress;
import io.coursepulse.store.jdbc.JdbcCounterStore;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/** Which store keeps the counts and how to reach it: the section {@code store} of the configuration. */
public interface StoreConfig extends Serializable {

    /** Counts are kept in HBase. */
    record HBase(HBaseAddress address) implements StoreConfig {
        @Override
        public CounterStore open() {
            return new HBaseCounterStore(address);
        }
    }

    /**
     * Counts are kept in MariaDB or H2; the URL says which.
     *
     * @param readTimeout the timeout of {@link #openReader}, which may have to wait behind the pages of a large table
     */
    record Jdbc(JdbcAddress address, Duration readTimeout) implements StoreConfig {
        @Override
        public CounterStore open() {
            return open(address);
        }

        @Override
        public CounterReader openReader() {
            return open(address.within(readTimeout));
        }

        private static CounterStore open(JdbcAddress address) {
            return new JdbcCounterStore(address, new HikariConnectionSource(address));
        }
    }

    /**
     * Opens the store. Nothing is connected yet, so this does not fail: a store that cannot be reached shows in its
     * first answer. Tables that are missing are created by the first {@link CounterStore#read} or write.
     */
    CounterStore open();

    /** Opens the store for reading only. */
    default CounterReader openReader() {
        return open();
    }

    /**
     * Reads the section. The stores' own sections may stand side by side; the one that {@code type} names is read.
     */
    static StoreConfig of(Settings settings) {
        Type type = settings.choice("type", Type.class);
        settings.ignore("hbase");
        settings.ignore("jdbc");
        return switch (type) {
            case HBASE -> settings.section("hbase", StoreConfig::hbase);
            case MARIADB, H2 -> settings.section("jdbc", section -> jdbc(section, type));
        };
    }

    private static StoreConfig hbase(Settings section) {
        return new HBase(new HBaseAddress(
                section.string("quorum"), section.string("znode-parent"), section.duration("timeout")));
    }

    private static StoreConfig jdbc(Settings section, Type type) {
        String url = section.string("url");
        String prefix = "jdbc:" + type.name().toLowerCase(Locale.ROOT) + ":";
        // A URL is shown in messages, here and later: what is wrong with it is said without it.
        if (JdbcAddress.containsPassword(url)) {
            section.addError(
                    "url", "has a password in it, but URLs are shown in logs; write it as store.jdbc.password");
        } else if (!url.isEmpty() && !url.startsWith(prefix)) {
            section.addError(
                    "url",
                    "is \"" + url + "\", but must begin with " + prefix + " as store.type is "
                            + type.name().toLowerCase(Locale.ROOT));
        }
        return new Jdbc(
                new JdbcAddress(
                        url, section.string("user"), section.secret("password"), atLeastASecond(section, "timeout")),
                atLeastASecond(section, "read-timeout"));
    }

    private static Duration atLeastASecond(Settings section, String key) {
        Duration timeout = section.duration(key);
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            section.addError(key, "must be at least 1s");
        }
        return timeout;
    }

    /** The stores there are. */
    enum Type {
        HBASE,
        MARIADB,
        H2
    }
}
