package io.coursepulse.topology.stock;

import java.util.List;
import java.util.Map;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.topology.TransactionAttempt;

/** One batch after the other, each until an attempt of it succeeds: what Trident makes of a stream that has one batch under way. */
final class Batches {

    private final Worker worker;
    private final List<Map<String, Object>> partitions;
    private TransactionAttempt next;

    /** Begins with a batch's first attempt. */
    Batches(Worker worker, List<Map<String, Object>> partitions, long txid) {
        this(worker, partitions, new TransactionAttempt(txid, 0));
    }

    private Batches(Worker worker, List<Map<String, Object>> partitions, TransactionAttempt next) {
        this.worker = worker;
        this.partitions = partitions;
        this.next = next;
    }

    /** Goes on with a new worker after the last one died. */
    Batches continueOn(Worker successor) {
        return new Batches(successor, partitions, next);
    }

    /** One attempt; what follows is the next batch if it succeeds, else another attempt of this one. */
    void attempt() {
        try {
            worker.emit(next, partitions);
            worker.commit(next);
        } catch (FailedException e) {
            retry();
            return;
        }
        worker.success(next);
        next = new TransactionAttempt(next.getTransactionId() + 1, 0);
    }

    /** One attempt, which the counters have added when another task fails it. */
    void failAttemptAfterCounting() {
        worker.emit(next, partitions);
        worker.commit(next);
        retry();
    }

    /** One attempt, which another task fails before the counters have added it. */
    void failAttemptBeforeCounting() {
        worker.emit(next, partitions);
        retry();
    }

    private void retry() {
        next = new TransactionAttempt(next.getTransactionId(), next.getAttemptId() + 1);
    }
}
