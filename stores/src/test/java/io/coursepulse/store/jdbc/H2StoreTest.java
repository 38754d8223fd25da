package io.coursepulse.store.jdbc;

import io.coursepulse.store.CounterStore;
import io.coursepulse.store.CounterStoreContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class H2StoreTest {

    @Nested
    class AsItIs extends OnDatabase {
        AsItIs() {
            super("");
        }
    }

    /** What another program may have set up its database with. */
    @Nested
    class InMySqlsModeIgnoringCase extends OnDatabase {
        InMySqlsModeIgnoringCase() {
            super(";MODE=MySQL;IGNORECASE=TRUE;DATABASE_TO_UPPER=FALSE");
        }
    }

    private abstract static class OnDatabase extends CounterStoreContract {

        private final H2Memory database;

        OnDatabase(String settings) {
            database = new H2Memory(settings);
        }

        @AfterEach
        void close() {
            database.close();
        }

        @Override
        protected CounterStore open() {
            return database.open();
        }

        @Override
        protected void dropTables() throws SQLException {
            database.execute("drop all objects");
        }
    }
}
