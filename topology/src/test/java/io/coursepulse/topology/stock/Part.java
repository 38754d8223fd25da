package io.coursepulse.topology.stock;

import io.coursepulse.spout.InMemoryKafka;
import java.util.Map;

/** Whose parts a scenario is run with. */
enum Part {
    /** Storm's transactional Kafka spout and state. */
    STOCK_TRANSACTIONAL,
    /** Storm's opaque Kafka spout and state. */
    STOCK_OPAQUE,
    /** Our spout, ledger and counters. */
    OURS;

    /**
     * Starts a worker.
     *
     * @param kafka what its spout reads
     * @param store what its counters are kept in; outlives the worker
     * @param settings Storm's, with the ZooKeeper that outlives the worker as well
     */
    Worker start(InMemoryKafka kafka, Store store, Map<String, Object> settings) {
        return switch (this) {
            case STOCK_TRANSACTIONAL -> StockWorker.transactional(kafka, store, settings);
            case STOCK_OPAQUE -> StockWorker.opaque(kafka, store, settings);
            case OURS -> new OurWorker(kafka, store, settings);
        };
    }
}
