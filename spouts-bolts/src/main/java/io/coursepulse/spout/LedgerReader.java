package io.coursepulse.spout;

import java.io.Serializable;
import java.util.Optional;

/**
 * What the counts' own ledger says they have reached. The spout asks it before it emits a first batch, so that lost or
 * old transaction state is found before anything is counted, and before it emits a batch again, because the ledger's
 * word on what a batch consists of is final.
 */
public interface LedgerReader extends AutoCloseable {

    /**
     * How far a partition has been counted.
     *
     * @param nextOffset the first offset that has not been counted
     * @param txid the batch that brought the count there
     * @param batchOffset that batch's first offset
     * @param blacklist the version of the blacklist that judged that batch
     * @param topicId which topic of that name the lines were in
     */
    record Position(long nextOffset, long txid, long batchOffset, long blacklist, long topicId) {}

    /**
     * How far {@code partition} ({@code access-log-0}) has been counted; empty if nothing of it was ever counted.
     *
     * @throws org.apache.storm.topology.FailedException if the ledger cannot be read now; ask again
     */
    Optional<Position> position(String partition);

    @Override
    void close();

    /** Opens the ledger reader in the worker that needs it. */
    @FunctionalInterface
    interface Factory extends Serializable {
        LedgerReader open();
    }
}
