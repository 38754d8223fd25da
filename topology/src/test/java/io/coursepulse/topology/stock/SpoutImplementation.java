package io.coursepulse.topology.stock;

import io.coursepulse.spout.InMemoryKafka;
import java.util.Map;

/** The implementation that a scenario is run with. */
enum SpoutImplementation {
    /** Storm's transactional Kafka spout and state. */
    STOCK_TRANSACTIONAL,
    /** Storm's opaque Kafka spout and state. */
    STOCK_OPAQUE,
    /** Our spout, ledger and counters. */
    OURS;

    /**
     * Starts a worker.
     *
     * @param kafka the source of its spout
     * @param store the store of its counters; outlives the worker
     * @param settings Storm's settings, with a ZooKeeper that outlives the worker as well
     */
    TestWorker start(InMemoryKafka kafka, TestDatabase store, Map<String, Object> settings) {
        return switch (this) {
            case STOCK_TRANSACTIONAL -> StockWorker.transactional(kafka, store, settings);
            case STOCK_OPAQUE -> StockWorker.opaque(kafka, store, settings);
            case OURS -> new OurWorker(kafka, store, settings);
        };
    }
}
