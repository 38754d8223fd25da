package io.coursepulse.counter.store;

import io.coursepulse.config.Settings;
import io.coursepulse.counter.CounterReader;
import io.coursepulse.counter.CounterStore;
import io.coursepulse.counter.hbase.HBaseAddress;
import io.coursepulse.counter.hbase.HBaseCounterStore;
import java.io.Serializable;
import java.time.Duration;

/** Which store keeps the counts and how to reach it: the section {@code store} of the configuration. */
public sealed interface StoreConfig extends Serializable {

    /** Counts are kept in HBase. */
    record HBase(HBaseAddress address) implements StoreConfig {
        @Override
        public CounterStore open() {
            return new HBaseCounterStore(address);
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

    /** Reads the section. */
    static StoreConfig of(Settings settings) {
        Type type = settings.choice("type", Type.HBASE);
        return switch (type) {
            case HBASE ->
                settings.section(
                        "hbase",
                        section -> new HBase(new HBaseAddress(
                                section.text("quorum"),
                                section.text("znode-parent", "/hbase"),
                                section.duration("timeout", Duration.ofSeconds(10)))));
        };
    }

    /** The stores there are. */
    enum Type {
        HBASE
    }
}
