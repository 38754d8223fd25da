package io.coursepulse.spout;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;

/**
 * Reads from the ledger how far each partition has been counted. The spout checks it before the first batch, so that
 * lost or outdated transaction state is detected before anything is counted, and before every replay, because the
 * ledger is authoritative for the offsets of a batch.
 */
public interface LedgerReader extends AutoCloseable {

    /**
     * How far a partition has been counted.
     *
     * @param nextOffset the first offset that has not been counted
     * @param txid the batch that counted up to that offset
     * @param batchOffset that batch's first offset
     * @param blacklist the blacklist version of that batch
     * @param rules the identity of the other rules of that batch; 0 if an earlier version counted it
     * @param topicId Kafka's topic ID, folded to a long
     */
    record Position(long nextOffset, long txid, long batchOffset, long blacklist, long rules, long topicId) {}

    /**
     * How far {@code partitions} ({@code access-log-0}) have been counted; those that never were are absent.
     *
     * @throws org.apache.storm.topology.FailedException if the ledger cannot be read now; retry
     */
    Map<String, Position> positions(Collection<String> partitions);

    @Override
    void close();

    /** Opens the ledger reader in a worker. */
    @FunctionalInterface
    interface Factory extends Serializable {
        LedgerReader open();
    }
}
