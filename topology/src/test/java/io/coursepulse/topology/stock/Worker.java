package io.coursepulse.topology.stock;

import io.coursepulse.spout.RecordingCollector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.spout.ICommitterTridentSpout;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;

/**
 * One task of a Trident spout, run by Storm's own executor, and the counters behind it. The test tells it what Trident's
 * streams {@code $batch}, {@code $commit} and {@code $success} would. Used by one thread.
 */
abstract class Worker implements AutoCloseable {

    private final ITridentSpout.Emitter<Object> spout;
    private final Map<TransactionAttempt, List<List<Object>>> emitted = new HashMap<>();

    Worker(ITridentSpout.Emitter<Object> spout) {
        this.spout = spout;
    }

    /**
     * The spout's task emits an attempt of a batch.
     *
     * @param partitions what the spout's coordinator says the topic has
     * @throws org.apache.storm.topology.FailedException if the spout fails the attempt
     */
    final void emit(TransactionAttempt attempt, Object partitions) {
        RecordingCollector tuples = new RecordingCollector();
        spout.emitBatch(attempt, partitions, tuples);
        emitted.put(attempt, tuples.take());
    }

    /** The counters take what the attempt has emitted. */
    final void commit(TransactionAttempt attempt) {
        if (spout instanceof ICommitterTridentSpout.Emitter committer) {
            committer.commit(attempt);
        }
        count(attempt.getTransactionId(), emitted.get(attempt));
    }

    /** The attempt has been committed everywhere. */
    final void success(TransactionAttempt attempt) {
        spout.success(attempt);
    }

    /** The counters add a batch's tuples. */
    abstract void count(long txid, List<List<Object>> tuples);

    /** What the database holds for a course. */
    abstract long stored(String course);

    @Override
    public void close() {
        spout.close();
    }
}
