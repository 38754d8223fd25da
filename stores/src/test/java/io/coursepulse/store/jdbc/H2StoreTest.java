package io.coursepulse.store.jdbc;

import io.coursepulse.store.CounterStore;
import io.coursepulse.store.CounterStoreContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class H2StoreTest {

    @Nested
    class DefaultSettings extends H2Contract {
        DefaultSettings() {
            super("");
        }
    }

    /** Settings with which another application may have created the database. */
    @Nested
    class MySqlModeIgnoringCase extends H2Contract {
        MySqlModeIgnoringCase() {
            super(";MODE=MySQL;IGNORECASE=TRUE;DATABASE_TO_UPPER=FALSE");
        }
    }

    private abstract static class H2Contract extends CounterStoreContract {

        private final InMemoryH2 database;

        H2Contract(String settings) {
            database = new InMemoryH2(settings);
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
