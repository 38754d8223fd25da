package io.coursepulse.topology.stock;

import io.coursepulse.spout.RecordingCollector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.spout.ICommitterTridentSpout;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;

/**
 * One task of a Trident spout, run by Storm's own executor, and the downstream counters. The test calls it in place of
 * Trident's streams {@code $batch}, {@code $commit} and {@code $success}. Not thread-safe.
 */
abstract class TestWorker implements AutoCloseable {

    private final ITridentSpout.Emitter<Object> spout;
    private final Map<TransactionAttempt, List<List<Object>>> emitted = new HashMap<>();

    TestWorker(ITridentSpout.Emitter<Object> spout) {
        this.spout = spout;
    }

    /**
     * Lets the spout's task emit an attempt of a batch.
     *
     * @param partitions the topic's partitions, as from the spout's coordinator
     * @throws org.apache.storm.topology.FailedException if the spout fails the attempt
     */
    final void emit(TransactionAttempt attempt, Object partitions) {
        RecordingCollector tuples = new RecordingCollector();
        spout.emitBatch(attempt, partitions, tuples);
        emitted.put(attempt, tuples.take());
    }

    /** Counts what the attempt has emitted. */
    final void commit(TransactionAttempt attempt) {
        if (spout instanceof ICommitterTridentSpout.Emitter committer) {
            committer.commit(attempt);
        }
        count(attempt.getTransactionId(), emitted.get(attempt));
    }

    /** Signals that the attempt has been committed by all tasks. */
    final void success(TransactionAttempt attempt) {
        spout.success(attempt);
    }

    /** Adds a batch's tuples to the counters. */
    abstract void count(long txid, List<List<Object>> tuples);

    /** The stored count of a course. */
    abstract long stored(String course);

    @Override
    public void close() {
        spout.close();
    }
}
