package io.coursepulse.topology.counts;

import io.coursepulse.config.Settings;
import io.coursepulse.spout.PartitionStart;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.KeyLimits;
import java.time.Duration;

/**
 * The section {@code counts}: how the topology of exact counts is run.
 *
 * @param transactionId names the transaction state in ZooKeeper; a topology that continues another one's counting has
 *     the same
 * @param start where a partition starts that was never counted
 * @param workers worker processes
 * @param spoutTasks tasks that read from Kafka and parse; more than the topic has partitions would be idle
 * @param counterTasks tasks that add to the counters
 * @param batchInterval the minimum time from the start of one batch to the start of the next
 * @param batchLines the maximum number of lines that one spout task takes into a batch
 * @param batchesInFlight how many batches are read and parsed at a time; they are committed one after another
 * @param chunkLines the maximum number of lines in one tuple
 * @param batchTimeout how long a batch may take before it is tried again
 * @param cachedCounters how many counters each counter task keeps in memory
 * @param keyLimits how many courses and keywords a day may have; further ones count as others
 */
public record CountsConfig(
        String transactionId,
        PartitionStart start,
        int workers,
        int spoutTasks,
        int counterTasks,
        Duration batchInterval,
        int batchLines,
        int batchesInFlight,
        int chunkLines,
        Duration batchTimeout,
        int cachedCounters,
        KeyLimits keyLimits) {

    private static final Duration MIN_BATCH_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MAX_BATCH_TIMEOUT = Duration.ofHours(1);

    /** Reads the section. */
    public static CountsConfig of(Settings settings) {
        String transactionId = settings.string("transaction-id");
        if (!transactionId.matches("[A-Za-z0-9-]{1,64}")) {
            settings.addError(
                    "transaction-id", "is \"" + transactionId + "\", but must be 1 to 64 letters, digits and -");
        }
        Duration batchTimeout = settings.duration("batch-timeout");
        if (batchTimeout.compareTo(MIN_BATCH_TIMEOUT) < 0 || batchTimeout.compareTo(MAX_BATCH_TIMEOUT) > 0) {
            settings.addError("batch-timeout", "must be from 2s to 1h");
        }
        return new CountsConfig(
                transactionId,
                settings.choice("start", PartitionStart.class),
                settings.number("workers", 1, 1_000),
                settings.number("spout-tasks", 1, 1_000),
                settings.number("counter-tasks", 1, CounterShards.COUNT),
                settings.duration("batch-interval"),
                settings.number("batch-lines", 1, 1_000_000),
                settings.number("batches-in-flight", 1, 10),
                settings.number("chunk-lines", 1, 100_000),
                batchTimeout,
                settings.number("cached-counters", 1, 100_000_000),
                new KeyLimits(
                        settings.number("max-courses-per-day", 1, 100_000_000),
                        settings.number("max-keywords-per-day", 1, 100_000_000)));
    }
}
