package io.coursepulse.trident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.store.jdbc.InMemoryH2;
import io.coursepulse.store.jdbc.JdbcAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StormStoresTest {

    private static final CellKey A = CellKey.counter(Dimension.COURSE.table(), "20171111_a");

    @Test
    void opensDatabaseThroughStormJdbc() {
        try (InMemoryH2 database = new InMemoryH2();
                CounterStore store =
                        StormStores.open(new StoreConfig.Jdbc(database.address(), Duration.ofSeconds(30)));
                CounterStore outsideStorm = database.open()) {
            store.write(Map.of(A, new StampedValue(3, 2)));
            assertThat(store.read(Set.of(A))).isEqualTo(Map.of(A, new StampedValue(3, 2)));
            assertThat(outsideStorm.read(Set.of(A))).isEqualTo(Map.of(A, new StampedValue(3, 2)));
        }
    }

    @Test
    void unreachableDatabaseIsUnavailable() {
        JdbcAddress nowhere = new JdbcAddress("jdbc:h2:tcp://127.0.0.1:1/x", "ann", "pw", Duration.ofSeconds(1));
        try (CounterStore store = StormStores.open(new StoreConfig.Jdbc(nowhere, Duration.ofSeconds(1)))) {
            assertThatThrownBy(() -> store.read(Set.of(A)))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasCauseInstanceOf(SQLException.class);
        }
    }
}
