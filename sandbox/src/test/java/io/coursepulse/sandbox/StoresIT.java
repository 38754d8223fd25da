package io.coursepulse.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.config.Settings;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.CounterStoreContract;
import io.coursepulse.store.ReplaySimulation;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.store.jdbc.HikariConnectionSource;
import io.coursepulse.store.jdbc.JdbcAddress;
import io.coursepulse.store.jdbc.JdbcCounterStore;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stores' contract, the replays, and kill -9, against the real servers. */
@Timeout(900)
class StoresIT {

    /** Kept after a failure, with every server's log. */
    private static final Path FOLDER = Path.of("target", "it", "stores");

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private static Sandbox sandbox;

    @BeforeAll
    static void startServers() throws InterruptedException {
        sandbox = Sandbox.start(
                SandboxOptions.in(FOLDER)
                        .withServers(Set.of(ServerName.HBASE, ServerName.MARIADB, ServerName.H2))
                        .withCleanStart(),
                Progress.SILENT);
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    /** As the topology and the web server read it. */
    private static StoreConfig config(StoreName store) {
        return Settings.parse(
                store.section(sandbox.ports().of(store.port())),
                settings -> settings.section("store", StoreConfig::of));
    }

    private static JdbcAddress address(StoreName store) {
        return ((StoreConfig.Jdbc) config(store)).address();
    }

    private static void execute(StoreName store, String... statements) throws SQLException {
        JdbcAddress address = address(store);
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Nested
    class HBase extends ServerStoreContract {
        HBase() {
            super(StoreName.HBASE);
        }

        @Override
        protected void dropTables() throws Exception {
            drop(any -> true);
        }

        /** An HBase of an earlier release, which had fewer dimensions. */
        @Test
        void createsTablesOfNewDimensions() throws Exception {
            CellKey course = CellKey.counter(Dimension.COURSE.table(), "20171111_old");
            CellKey keyword = CellKey.counter(Dimension.KEYWORD.table(), "20171111_storm 入门_old");
            CellKey device = CellKey.counter(Dimension.DEVICE.table(), "20171111_Phone_old");
            try (CounterStore store = open()) {
                store.write(Map.of(course, new StampedValue(1, 1)));
            }
            drop(Set.of(keyword.table(), device.table())::contains);
            try (CounterReader reader = open()) {
                assertThat(reader.day(Dimension.DEVICE, LocalDate.of(2017, 11, 11)))
                        .isEmpty();
            }
            Map<CellKey, StampedValue> next = Map.of(
                    course, new StampedValue(2, 2), keyword, new StampedValue(1, 2), device, new StampedValue(1, 2));
            try (CounterStore store = open()) {
                assertThat(store.read(next.keySet())).isEqualTo(Map.of(course, new StampedValue(1, 1)));
                store.write(next);
                assertThat(store.read(next.keySet())).isEqualTo(next);
            }
        }

        private void drop(Predicate<String> dropped) throws IOException {
            var client = HBaseConfiguration.create();
            client.set("hbase.zookeeper.quorum", "127.0.0.1:" + sandbox.ports().of(StoreName.HBASE.port()));
            try (var connection = ConnectionFactory.createConnection(client);
                    Admin admin = connection.getAdmin()) {
                for (TableName table : admin.listTableNames()) {
                    if (dropped.test(table.getNameAsString())) {
                        admin.disableTable(table);
                        admin.deleteTable(table);
                    }
                }
            }
        }
    }

    @Nested
    class H2 extends ServerStoreContract {
        H2() {
            super(StoreName.H2);
        }

        @Override
        protected void dropTables() throws SQLException {
            execute(StoreName.H2, "drop all objects");
        }
    }

    @Nested
    class MariaDb extends ServerStoreContract {
        MariaDb() {
            super(StoreName.MARIADB);
        }

        @Override
        protected void dropTables() throws SQLException {
            execute(StoreName.MARIADB, "drop database coursepulse", "create database coursepulse");
        }

        @Test
        void rejectsNewerSchemaVersion() throws SQLException {
            CellKey cell = CellKey.counter(Dimension.COURSE.table(), "20171111_1");
            try (CounterStore store = open()) {
                store.read(Set.of(cell));
            }
            execute(StoreName.MARIADB, "update coursepulse_schema set version = version + 1");
            try (CounterStore store = open();
                    CounterReader reader = open()) {
                assertThatThrownBy(() -> store.read(Set.of(cell))).isInstanceOf(StoreException.Refused.class);
                assertThatThrownBy(reader::ledger).isInstanceOf(StoreException.Refused.class);
            } finally {
                execute(StoreName.MARIADB, "update coursepulse_schema set version = version - 1");
            }
        }

        /** A statement for the whole table would take longer than the timeout of two seconds. */
        @Test
        void readsAMillionCountersPageByPage() throws SQLException {
            try (CounterStore store = open()) {
                store.write(Map.of(
                        CellKey.counter(Dimension.COURSE.table(), "20171111_first"), new StampedValue(1, 1_000_001)));
            }
            String day = "20170101_";
            execute(
                    StoreName.MARIADB,
                    "set max_statement_time = 0",
                    "insert into course_clickcount (row_key, click_count, txid) select concat('" + day
                            + "', seq), seq, seq from seq_1_to_1000000");
            JdbcAddress address = address(StoreName.MARIADB).within(Duration.ofSeconds(2));
            try (CounterReader reader = new JdbcCounterStore(address, new HikariConnectionSource(address))) {
                long[] read = {0};
                reader.all(Dimension.COURSE, count -> {
                    if (count.row().key().startsWith(day)) {
                        read[0] += count.count();
                    }
                });
                assertThat(read[0]).isEqualTo(500_000_500_000L);
                assertThat(reader.day(Dimension.COURSE, LocalDate.of(2017, 1, 1)))
                        .hasSize(1_000_000);
                assertThat(reader.writtenAfter(Dimension.COURSE, 1_000_000))
                        .contains(CellKey.counter(Dimension.COURSE.table(), "20171111_first"));
                assertThat(reader.writtenAfter(Dimension.COURSE, 1_000_001)).isEmpty();
            } finally {
                execute(
                        StoreName.MARIADB,
                        "set max_statement_time = 0",
                        "delete from course_clickcount where row_key like '" + day
                                + "%' or row_key = '20171111_first'");
            }
        }

        /** Like a worker that freezes between its upsert and its commit. */
        @Test
        void stalledWriterLosesItsLocks() throws Exception {
            CellKey cell = CellKey.counter(Dimension.COURSE.table(), "20171111_frozen");
            JdbcAddress defaults = address(StoreName.MARIADB);
            JdbcAddress shortTimeout =
                    new JdbcAddress(defaults.url(), defaults.user(), defaults.password(), Duration.ofSeconds(2));
            try (CounterStore store = new JdbcCounterStore(shortTimeout, new HikariConnectionSource(shortTimeout));
                    HikariConnectionSource frozen = new HikariConnectionSource(shortTimeout)) {
                store.write(Map.of(cell, new StampedValue(1, 1)));
                try (Connection connection = frozen.connection();
                        Statement statement = connection.createStatement()) {
                    statement.executeUpdate("update course_clickcount set click_count = 9, txid = 9 where row_key = '"
                            + cell.row() + "'");
                    writeWithRetry(store, Map.of(cell, new StampedValue(2, 2)));
                    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
                }
                assertThat(store.read(Set.of(cell))).isEqualTo(Map.of(cell, new StampedValue(2, 2)));
            }
        }

        @Test
        void mariadbdIsListedAndEndsWithItsHost() throws Exception {
            List<ProcessIdentity> before = sandbox.processes(ServerName.MARIADB);
            assertThat(before).hasSize(2);
            ProcessIdentity server = before.get(0);
            ProcessIdentity host = before.get(1);
            assertThat(server.liveHandle().orElseThrow().info().command().orElseThrow())
                    .endsWith("/mariadbd");

            host.liveHandle().orElseThrow().destroyForcibly();
            Await.until("mariadbd to exit with its host", TIMEOUT, () -> !server.isAlive());
            sandbox.awaitReady(ServerName.MARIADB, TIMEOUT);

            assertThat(sandbox.processes(ServerName.MARIADB)).hasSize(2).doesNotContainAnyElementsOf(before);
        }
    }

    private static void writeWithRetry(CounterStore store, Map<CellKey, StampedValue> values)
            throws InterruptedException {
        Await.until("the store to accept a write", TIMEOUT, () -> {
            store.write(values);
            return true;
        });
    }

    private abstract static class ServerStoreContract extends CounterStoreContract {

        private static final int KEYS = 20;
        private static final int KILLS = 2;
        private static final int WRITES_BETWEEN_KILLS = 40;

        private final StoreName name;

        ServerStoreContract(StoreName name) {
            this.name = name;
        }

        @Override
        protected CounterStore open() {
            return config(name).open();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 1000})
        void matchesPlainSumsAfterFailuresAndReplays(int cachedKeys) {
            try (ReplaySimulation replay = new ReplaySimulation(name + "x" + cachedKeys, this::open, cachedKeys)) {
                replay.run(60);
            }
        }

        /** Writes continuously while the server is killed, and checks what is stored when it is back. */
        @Test
        void keepsAcknowledgedWritesAfterKill() throws Exception {
            List<CellKey> keys = new ArrayList<>();
            for (int i = 0; i < KEYS; i++) {
                keys.add(CellKey.counter(Dimension.COURSE.table(), "20171112_killed-" + i));
            }
            ExecutorService killer = Executors.newSingleThreadExecutor();
            try (CounterStore store = open()) {
                long acknowledged = 0;
                for (int kill = 1; kill <= KILLS; kill++) {
                    long killAfter = acknowledged + WRITES_BETWEEN_KILLS;
                    acknowledged = write(store, keys, acknowledged, last -> last < killAfter);
                    Future<?> killed = killer.submit(() -> {
                        sandbox.kill(name.server());
                        return null;
                    });
                    // A write fails, or waits until the server is back.
                    acknowledged = write(store, keys, acknowledged, last -> !killed.isDone());
                    killed.get();
                    Map<CellKey, StampedValue> stored = readWithRetry(store, keys);
                    for (CellKey key : keys) {
                        // The unacknowledged write may have been stored.
                        assertThat(stored.get(key).txid())
                                .as("%s, killed for the %d. time", key, kill)
                                .isBetween(acknowledged, acknowledged + 1);
                    }
                    sandbox.awaitReady(name.server(), TIMEOUT);
                }
                // Skips one txid: that of the last attempt may be stored already.
                long last = acknowledged + 2;
                writeWithRetry(store, all(keys, last));
                assertThat(store.read(keys)).isEqualTo(all(keys, last));
            } finally {
                killer.shutdownNow();
            }
        }

        /** Writes until there is no more to write or a write fails; returns the last acknowledged txid. */
        private static long write(CounterStore store, List<CellKey> keys, long from, LongPredicate more) {
            long acknowledged = from;
            try {
                while (more.test(acknowledged)) {
                    store.write(all(keys, acknowledged + 1));
                    acknowledged++;
                }
            } catch (StoreException.Unavailable e) {
                // Expected: the server was killed.
            }
            return acknowledged;
        }

        private static Map<CellKey, StampedValue> readWithRetry(CounterStore store, List<CellKey> keys)
                throws InterruptedException {
            Map<CellKey, StampedValue> values = new HashMap<>();
            Await.until("the store to answer a read", TIMEOUT, () -> {
                values.putAll(store.read(keys));
                return true;
            });
            return values;
        }

        private static Map<CellKey, StampedValue> all(List<CellKey> keys, long txid) {
            Map<CellKey, StampedValue> values = new HashMap<>();
            keys.forEach(key -> values.put(key, new StampedValue(100 * txid, txid)));
            return values;
        }
    }
}
