package io.coursepulse.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Behaviour that only databases have, tested with H2. */
class JdbcCounterStoreTest {

    private static final CellKey A = CellKey.counter(Dimension.COURSE.table(), "20171111_a");
    private static final CellKey B = CellKey.counter(Dimension.COURSE.table(), "20171111_b");
    private static final CellKey NEXT = new CellKey(Ledger.TABLE, "access-log-0", Ledger.NEXT_OFFSET);

    private final InMemoryH2 database = new InMemoryH2();

    @AfterEach
    void close() {
        database.close();
    }

    private static Map<CellKey, StampedValue> all(long value, long txid) {
        StampedValue stamped = new StampedValue(value, txid);
        return Map.of(A, stamped, B, stamped, NEXT, stamped);
    }

    @Test
    void failedWriteStoresNoRows() throws SQLException {
        try (CounterStore store = database.openWithShortTimeout();
                Connection other = database.connect()) {
            store.write(all(1, 1));
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                // The last table that a write reaches.
                statement.executeUpdate("update line_ledger set txid = 1");
            }
            assertThatThrownBy(() -> store.write(all(2, 2)))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContaining("H2 at jdbc:h2:mem:")
                    .hasMessageContaining("failed to write 3 values")
                    .hasMessageContaining("lock");
            other.rollback();
            assertThat(store.read(Set.of(A, B, NEXT))).isEqualTo(all(1, 1));
            store.write(all(2, 2));
            assertThat(store.read(Set.of(A, B, NEXT))).isEqualTo(all(2, 2));
        }
    }

    @Test
    void readDoesNotBlockOnUncommittedWrite() throws SQLException {
        try (CounterStore store = database.open();
                Connection other = database.connect()) {
            store.write(all(1, 1));
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.executeUpdate("update course_clickcount set click_count = 9, txid = 9");
            }
            assertThat(store.read(Set.of(A))).containsEntry(A, new StampedValue(1, 1));
            other.commit();
            assertThat(store.read(Set.of(A))).containsEntry(A, new StampedValue(9, 9));
        }
    }

    @Test
    void replacesBrokenConnection() throws SQLException {
        try (CounterStore store = database.open()) {
            store.write(all(1, 1));
            database.execute("select abort_session(session_id) from information_schema.sessions"
                    + " where session_id <> session_id()");
            assertThatThrownBy(() -> store.write(all(2, 2))).isInstanceOf(StoreException.Unavailable.class);
            store.write(all(2, 2));
            assertThat(store.read(Set.of(A, B, NEXT))).isEqualTo(all(2, 2));
        }
    }

    @Test
    void unreachableDatabaseIsUnavailableWithinTimeout() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        JdbcAddress nowhere = new JdbcAddress(
                "jdbc:h2:tcp://127.0.0.1:" + port + "/counts", "ann", "secret-of-ann", Duration.ofSeconds(4));
        try (CounterStore store = new JdbcCounterStore(nowhere, new HikariConnectionSource(nowhere))) {
            assertThatThrownBy(() -> store.read(Set.of(A)))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("Connection refused")
                    .hasMessageNotContaining("secret-of-ann");
        }
    }

    /** A server socket that accepts connections, as the kernel does for a stopped process, and never responds. */
    @Test
    void unresponsiveDatabaseIsUnavailableWithinTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (String url :
                    new String[] {"jdbc:h2:tcp://127.0.0.1:%d/counts", "jdbc:mariadb://127.0.0.1:%d/counts"}) {
                JdbcAddress address =
                        new JdbcAddress(url.formatted(silent.getLocalPort()), "ann", "pw", Duration.ofSeconds(1));
                try (CounterStore store = new JdbcCounterStore(address, new HikariConnectionSource(address))) {
                    assertThatThrownBy(() -> store.read(Set.of(A))).isInstanceOf(StoreException.Unavailable.class);
                }
            }
        }
    }

    @Test
    void readingCreatesNothing() throws SQLException {
        try (CounterReader reader = database.open()) {
            assertThat(reader.day(Dimension.COURSE, LocalDate.EPOCH)).isEmpty();
            assertThat(reader.ledger()).isEmpty();
        }
        assertThat(database.number("select count(*) from information_schema.tables where table_schema = 'PUBLIC'"))
                .isZero();
    }

    /** A statement for the whole table would exceed the timeout, and its result the memory of a small client. */
    @Test
    void readsManyCountersPageByPage() throws SQLException {
        try (CounterStore store = database.open()) {
            store.write(all(1, 1));
        }
        database.execute("delete from course_clickcount");
        database.execute("insert into course_clickcount (row_key, click_count, txid)"
                + " select case when x % 2 = 0 then '20171111_' else '20171112_' end || x, x, x from"
                + " system_range(1, 100000)");
        try (CounterReader reader = database.openWithShortTimeout()) {
            long[] read = {0, 0};
            reader.all(Dimension.COURSE, count -> {
                read[0]++;
                read[1] += count.count();
            });
            assertThat(read).containsExactly(100_000, 5_000_050_000L);
            List<CounterValue> day = reader.day(Dimension.COURSE, LocalDate.of(2017, 11, 11));
            assertThat(day).hasSize(50_000).doesNotHaveDuplicates();
            assertThat(day.stream().mapToLong(CounterValue::count).sum()).isEqualTo(2_500_050_000L);
            assertThat(day.stream().map(count -> count.row().key())).isSorted();
            assertThat(reader.writtenAfter(Dimension.COURSE, 99_999))
                    .contains(CellKey.counter("course_clickcount", "20171111_100000"));
            assertThat(reader.writtenAfter(Dimension.COURSE, 100_000)).isEmpty();
        }
    }

    @Test
    void createsMissingTableOfNewDimension() throws SQLException {
        try (CounterStore store = database.open()) {
            store.write(all(1, 1));
        }
        database.execute("drop table course_search_clickcount");
        CellKey search = CellKey.counter(Dimension.SEARCH.table(), "20171111_baidu_a");
        try (CounterStore store = database.open()) {
            store.write(Map.of(search, new StampedValue(2, 2)));
            assertThat(store.read(Set.of(A, search)))
                    .isEqualTo(Map.of(A, new StampedValue(1, 1), search, new StampedValue(2, 2)));
        }
    }

    @Test
    void rejectsNewerSchemaVersion() throws SQLException {
        try (CounterStore store = database.open()) {
            store.write(all(1, 1));
        }
        assertThat(database.number("select version from coursepulse_schema")).isEqualTo(JdbcSchema.VERSION);
        database.execute("update coursepulse_schema set version = version + 1");
        try (CounterStore store = database.open()) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertRefused(() -> store.read(Set.of(A)));
                assertRefused(() -> store.write(all(2, 2)));
                assertRefused(() -> store.day(Dimension.COURSE, LocalDate.EPOCH));
                assertRefused(store::ledger);
            }
        }
        assertThat(database.number("select max(txid) from course_clickcount")).isEqualTo(1);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("It was created by a newer CoursePulse");
    }

    /** That commits then survive kill -9 is tested with a real server in the sandbox's tests. */
    @Test
    void rejectsH2UserWithoutAdminRights() throws SQLException {
        database.execute("create user bob password 'secret-of-bob'");
        database.execute("grant alter any schema to bob");
        // Without the settings in the URL, which also need administrator rights.
        String url = database.address().url();
        JdbcAddress bob =
                new JdbcAddress(url.substring(0, url.indexOf(';')), "bob", "secret-of-bob", Duration.ofSeconds(30));
        try (CounterStore store = new JdbcCounterStore(bob, new HikariConnectionSource(bob))) {
            assertThatThrownBy(() -> store.write(all(2, 2)))
                    .isInstanceOf(StoreException.Refused.class)
                    .hasMessageContaining("WRITE_DELAY 0")
                    .hasMessageContaining("ADMIN TRUE");
            // Reading needs no administrator rights.
            assertThat(store.ledger()).isEmpty();
        }
    }

    @Test
    void rejectsInvalidKeys() {
        String longKey = "20171111_" + "a".repeat(250);
        StampedValue value = new StampedValue(1, 1);
        try (CounterStore store = database.open()) {
            for (CellKey key : Set.of(
                    CellKey.counter(Dimension.COURSE.table(), longKey),
                    CellKey.counter("users; drop table x", "1"),
                    new CellKey(Dimension.COURSE.table(), "20171111_1", "likes"))) {
                assertThatThrownBy(() -> store.write(Map.of(A, value, key, value)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(store.read(Set.of(A))).isEmpty();
        }
    }

    @Test
    void addressDoesNotExposePassword() {
        assertThat(database.address().toString()).contains("ann").doesNotContain("secret-of-ann");
    }
}
