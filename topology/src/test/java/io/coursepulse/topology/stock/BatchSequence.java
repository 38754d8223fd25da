package io.coursepulse.topology.stock;

import java.util.List;
import java.util.Map;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.topology.TransactionAttempt;

/** Processes one batch after the other, each until an attempt succeeds, as Trident does with one batch in flight. */
final class BatchSequence {

    private final TestWorker worker;
    private final List<Map<String, Object>> partitions;
    private TransactionAttempt next;

    /** Starts with a batch's first attempt. */
    BatchSequence(TestWorker worker, List<Map<String, Object>> partitions, long txid) {
        this(worker, partitions, new TransactionAttempt(txid, 0));
    }

    private BatchSequence(TestWorker worker, List<Map<String, Object>> partitions, TransactionAttempt next) {
        this.worker = worker;
        this.partitions = partitions;
        this.next = next;
    }

    /** Continues with a new worker after the last one has died. */
    BatchSequence continueOn(TestWorker successor) {
        return new BatchSequence(successor, partitions, next);
    }

    /** Makes one attempt; the next one is of the next batch if it succeeds, otherwise of the same batch. */
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

    /** Makes one attempt, which another task fails after the counters have added it. */
    void failAttemptAfterCounting() {
        worker.emit(next, partitions);
        worker.commit(next);
        retry();
    }

    /** Makes one attempt, which another task fails before the counters have added it. */
    void failAttemptBeforeCounting() {
        worker.emit(next, partitions);
        retry();
    }

    private void retry() {
        next = new TransactionAttempt(next.getTransactionId(), next.getAttemptId() + 1);
    }
}
