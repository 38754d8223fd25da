package io.coursepulse.topology.stock;

import io.coursepulse.spout.InMemoryKafka;
import io.coursepulse.spout.LedgerReader;
import io.coursepulse.spout.RangeEmitterFixture;
import io.coursepulse.topology.counts.CountingPipeline;
import java.util.List;
import java.util.Map;

/** Our spout, our ledger and our counters. */
final class OurWorker extends TestWorker {

    private final CountingPipeline counting;
    private final TestDatabase store;

    OurWorker(InMemoryKafka kafka, TestDatabase store, Map<String, Object> settings) {
        this(kafka, store, settings, CountingPipeline.ledgerReader(store.ours()));
    }

    OurWorker(InMemoryKafka kafka, TestDatabase store, Map<String, Object> settings, LedgerReader.Factory account) {
        super(Spouts.task(RangeEmitterFixture.open(kafka, account), settings));
        this.counting = new CountingPipeline(store.ours());
        this.store = store;
    }

    @Override
    void count(long txid, List<List<Object>> chunks) {
        counting.count(txid, chunks);
    }

    @Override
    long stored(String course) {
        return store.ours(course);
    }
}
