package io.coursepulse.drill;

import io.coursepulse.demo.LedgerSums;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Watches what is committed to the ledger. For one thread. */
final class LedgerMonitor {

    /** No commit for this long is a failure, however slow the machine. */
    private static final Duration COMMIT_TIMEOUT = Duration.ofMinutes(5);

    private final CounterReader store;

    LedgerMonitor(CounterReader store) {
        this.store = store;
    }

    /**
     * Returns when a batch that began after this call is committed. The first commit seen may have begun before; the second
     * began after the first was complete.
     *
     * @param since for the message: {@code hbase was killed}
     * @throws io.coursepulse.sandbox.run.SandboxFailure if there is none for five minutes
     */
    void awaitCommit(String since) throws InterruptedException {
        Set<Long> seen = new HashSet<>();
        Await.until("a new batch to be committed after " + since, COMMIT_TIMEOUT, () -> {
            seen.add(txid());
            return seen.size() > 2;
        });
    }

    private long txid() {
        return store.ledger().values().stream()
                .flatMap(columns -> LedgerRow.of(columns).stream())
                .mapToLong(LedgerRow::txid)
                .max()
                .orElse(0);
    }

    /** How many lines have been counted. */
    long lines() {
        return LedgerSums.of(store).lines();
    }

    /** Whether any line of a topic partition has been counted. */
    boolean hasCounted(String partition) {
        return LedgerRow.of(store.ledger().getOrDefault(partition, Map.of()))
                .map(row -> row.lines() > 0)
                .orElse(false);
    }
}
