package io.coursepulse.drill;

import io.coursepulse.sandbox.run.Await;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches the ledger: what has been counted, whatever is broken at the moment. For one thread. */
final class LedgerMonitor {

    /** Silence for this long is a failure, however slow the machine. */
    private static final Duration COMMIT_TIMEOUT = Duration.ofMinutes(5);

    private final CounterReader store;

    LedgerMonitor(CounterReader store) {
        this.store = store;
    }

    /**
     * Returns when a batch that began after this call is in the ledger. The first that appears there may have been under
     * way; the second has begun when the first was complete.
     *
     * @param since for the message: {@code hbase was killed}
     * @throws DrillFailure if there are none for long
     */
    void awaitCommit(String since) throws InterruptedException {
        Set<Long> seen = new HashSet<>();
        Await.until("a new batch to be committed after " + since, COMMIT_TIMEOUT, () -> {
            seen.add(txid());
            return seen.size() > 2;
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
    boolean hasCounted(String partition) {
        return LedgerRow.of(store.ledger().getOrDefault(partition, Map.of()))
                .map(row -> row.lines() > 0)
                .orElse(false);
    }
}
