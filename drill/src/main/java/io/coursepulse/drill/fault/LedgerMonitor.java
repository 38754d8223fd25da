package io.coursepulse.drill.fault;

import io.coursepulse.demo.LedgerSums;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Watches what is committed to the ledger. For one thread. */
public final class LedgerMonitor {

    /** No commit for this long is a failure, however slow the machine. */
    private static final Duration COMMIT_TIMEOUT = Duration.ofMinutes(5);

    private final CounterReader store;

    public LedgerMonitor(CounterReader store) {
        this.store = store;
    }

    /**
     * Returns when a batch that began after this call is committed. The first commit seen may have begun before; the second
     * began after the first was complete.
     *
     * @param since for the message: {@code hbase was killed}
     * @throws io.coursepulse.sandbox.run.SandboxFailure if there is none for five minutes
     */
    public void awaitCommit(String since) throws InterruptedException {
        Await.until("a new batch to be committed after " + since, COMMIT_TIMEOUT, newBatch());
    }

    /** Whether a batch that began after this call is committed within {@code timeout}. */
    boolean commitsWithin(Duration timeout) throws InterruptedException {
        return Await.within(timeout, newBatch());
    }

    private Await.Condition newBatch() {
        Set<Long> seen = new HashSet<>();
        return () -> {
            seen.add(txid());
            return seen.size() > 2;
        };
    }

    /**
     * Returns when one ledger task has written a batch and another has not yet.
     *
     * @throws DrillFailure if that is not seen within {@code timeout}
     */
    void awaitHalfWrittenBatch(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        // Without a pause: the moment is milliseconds long.
        while (txids().distinct().count() < 2) {
            if (System.nanoTime() > end) {
                throw new DrillFailure("No batch was seen in the ledger between two ledger tasks' writes within "
                        + timeout.toSeconds() + " s");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** The newest transaction in the ledger. */
    long txid() {
        return txids().max().orElse(0);
    }

    private LongStream txids() {
        return store.ledger().values().stream()
                .flatMap(columns -> LedgerRow.of(columns).stream())
                .mapToLong(LedgerRow::txid);
    }

    /** How many lines have been counted. */
    public long lines() {
        return LedgerSums.of(store).lines();
    }

    /** Returns when that many lines have been counted. */
    void awaitLines(long lines) throws InterruptedException {
        Await.until(lines + " lines to be counted", COMMIT_TIMEOUT, () -> lines() >= lines);
    }

    /** Whether any line of a topic partition has been counted. */
    boolean hasCounted(String partition) {
        return LedgerRow.of(store.ledger().getOrDefault(partition, Map.of()))
                .map(row -> row.lines() > 0)
                .orElse(false);
    }
}
