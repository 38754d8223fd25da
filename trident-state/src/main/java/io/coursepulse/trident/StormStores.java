package io.coursepulse.trident;

import io.coursepulse.store.CounterStore;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.store.jdbc.JdbcCounterStore;

/** Opens stores in a Storm worker, with database connections from storm-jdbc. */
public final class StormStores {

    private StormStores() {}

    /** Like {@link StoreConfig#open}. */
    public static CounterStore open(StoreConfig config) {
        return config instanceof StoreConfig.Jdbc jdbc
                ? new JdbcCounterStore(jdbc.address(), new StormConnectionSource(jdbc.address()))
                : config.open();
    }
}
