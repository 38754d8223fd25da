package io.coursepulse.sandbox.drill;

import io.coursepulse.counter.CounterReader;
import io.coursepulse.counter.LedgerRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Watches the ledger: what has been counted, whatever is broken at the moment. For one thread. */
final class CountedLines {

    /** Silence for this long is a failure, however slow the machine. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    /** The newest batch in the ledger may have been under way; the one behind it cannot be without the first. */
    private static final int BATCHES = 2;

    private final CounterReader store;

    CountedLines(CounterReader store) {
        this.store = store;
    }

    /**
     * Returns when batches that began after this call have been counted.
     *
     * @param since for the message: {@code hbase was killed}
     * @throws DrillFailure if there are none for long
     */
    void awaitCommit(String since) throws InterruptedException {
        long[] txid = {-1};
        Patience.await("lines are counted again after " + since, SILENCE, () -> {
            long now = txid();
            if (txid[0] < 0) {
                txid[0] = now;
            }
            return now >= txid[0] + BATCHES;
        });
    }

    private long txid() {
        return rows().stream().mapToLong(LedgerRow::txid).max().orElse(0);
    }

    private List<LedgerRow> rows() {
        return store.ledger().values().stream()
                .flatMap(columns -> LedgerRow.of(columns).stream())
                .toList();
    }

    /** How many lines have been counted. */
    long lines() {
        return rows().stream().mapToLong(LedgerRow::lines).sum();
    }

    /** Whether any line of a topic partition has been counted. */
    boolean isCounting(String partition) {
        return LedgerRow.of(store.ledger().getOrDefault(partition, Map.of()))
                .map(row -> row.lines() > 0)
                .orElse(false);
    }
}
