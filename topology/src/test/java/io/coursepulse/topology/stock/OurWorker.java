package io.coursepulse.topology.stock;

import io.coursepulse.spout.Account;
import io.coursepulse.spout.EmitterOnLog;
import io.coursepulse.spout.MemoryLog;
import io.coursepulse.topology.counts.CountingPart;
import java.util.List;
import java.util.Map;

/** Our spout, our ledger and our counters. */
final class OurWorker extends Worker {

    private final CountingPart counting;
    private final Store store;

    OurWorker(MemoryLog kafka, Store store, Map<String, Object> settings) {
        this(kafka, store, settings, CountingPart.account(store.ours()));
    }

    OurWorker(MemoryLog kafka, Store store, Map<String, Object> settings, Account.Opener account) {
        super(Spouts.task(EmitterOnLog.open(kafka, account), settings));
        this.counting = new CountingPart(store.ours());
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
