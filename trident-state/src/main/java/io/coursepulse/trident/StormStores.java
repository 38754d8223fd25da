package io.coursepulse.trident;

import io.coursepulse.store.CounterStore;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.store.jdbc.JdbcCounterStore;

/** Opens stores inside a Storm worker, where connections to a database come from storm-jdbc. */
public final class StormStores {

    private StormStores() {}

    /** Opens a store as {@link StoreConfig#open} does. */
    public static CounterStore open(StoreConfig config) {
        return config instanceof StoreConfig.Jdbc jdbc
                ? new JdbcCounterStore(jdbc.address(), new StormConnectionSource(jdbc.address()))
                : config.open();
    }
}
