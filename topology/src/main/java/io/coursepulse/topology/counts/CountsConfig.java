package io.coursepulse.topology.counts;

import io.coursepulse.config.Settings;
import java.time.Duration;

/**
 * The section {@code counts}: how the topology that counts is run.
 *
 * @param transactionId names the transaction state in ZooKeeper; a topology that is to go on counting where another
 *     left off has the same
 * @param workers worker processes
 * @param spoutTasks tasks that read from Kafka and parse; more than the topic has partitions would idle
 * @param counterTasks tasks that add to the counters
 * @param batchInterval how often a batch begins, at the most
 * @param batchLines how many lines one spout task takes into a batch at the most
 * @param chunkLines how many lines travel in one tuple at the most
 * @param batchTimeout after how long a batch that has not ended is tried again
 * @param cachedCounters how many counters each counter task keeps in memory
 */
public record CountsConfig(
        String transactionId,
        int workers,
        int spoutTasks,
        int counterTasks,
        Duration batchInterval,
        int batchLines,
        int chunkLines,
        Duration batchTimeout,
        int cachedCounters) {

    private static final Duration MIN_BATCH_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MAX_BATCH_TIMEOUT = Duration.ofHours(1);

    /** Reads the section. */
    public static CountsConfig of(Settings settings) {
        String transactionId = settings.string("transaction-id", "counts");
        if (!transactionId.matches("[A-Za-z0-9-]{1,64}")) {
            settings.addError(
                    "transaction-id", "is \"" + transactionId + "\", but is to be 1 to 64 letters, digits and -");
        }
        Duration batchTimeout = settings.duration("batch-timeout", Duration.ofSeconds(30));
        if (batchTimeout.compareTo(MIN_BATCH_TIMEOUT) < 0 || batchTimeout.compareTo(MAX_BATCH_TIMEOUT) > 0) {
            settings.addError("batch-timeout", "must be from 2s to 1h");
        }
        return new CountsConfig(
                transactionId,
                settings.number("workers", 1, 1, 1_000),
                settings.number("spout-tasks", 1, 1, 1_000),
                settings.number("counter-tasks", 1, 1, 1_000),
                settings.duration("batch-interval", Duration.ofMillis(50)),
                settings.number("batch-lines", 50_000, 1, 1_000_000),
                settings.number("chunk-lines", 2_000, 1, 100_000),
                batchTimeout,
                settings.number("cached-counters", 100_000, 1, 100_000_000));
    }
}
