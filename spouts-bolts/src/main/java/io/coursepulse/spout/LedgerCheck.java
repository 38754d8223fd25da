package io.coursepulse.spout;

import io.coursepulse.spout.LedgerReader.Position;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.ReportedFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the transaction state with the ledger: before a partition's first batch in this process, and before every
 * replay. Other batches need no check: the ledger itself refuses one that does not continue the last.
 *
 * <p>Where the two differ about a batch that both know, the ledger is authoritative. A zombie worker can store its
 * version of a batch in ZooKeeper after its successor's has been counted; the ledger accepts only the first. In all
 * other cases of mismatch nothing is emitted. Not thread-safe.
 */
final class LedgerCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCheck.class);

    private final LedgerReader ledgerReader;
    private final Set<TopicPartition> checked = new HashSet<>();
    private long topicId;
    private long blacklist;

    LedgerCheck(LedgerReader ledgerReader) {
        this.ledgerReader = ledgerReader;
    }

    /** Sets the topic that the lines come from; if it has changed, every partition is checked again. */
    void setTopicId(long topic) {
        if (topic != topicId) {
            topicId = topic;
            checked.clear();
        }
    }

    /**
     * The start offset of a partition without metadata. Trident has none before a partition's first batch, but also
     * after a batch for which the partition was skipped. Only the ledger can distinguish the two; starting from the
     * beginning in the second case would count all lines again.
     *
     * @return the ledger's next offset; empty if the ledger has no entry for the partition
     */
    OptionalLong startWithoutMetadata(TopicPartition partition, long txid) {
        Optional<Position> position = position(partition);
        if (position.isPresent() && position.get().txid() >= txid) {
            throw mismatch(
                    partition,
                    describe(position.get()),
                    "the transaction state is at batch " + txid + " and has no offset");
        }
        checked.add(partition);
        return position.map(found -> OptionalLong.of(found.nextOffset())).orElse(OptionalLong.empty());
    }

    /**
     * The start offset of a new batch.
     *
     * @param last the partition's last batch according to the transaction state; it has been counted completely
     */
    long startAfter(TopicPartition partition, OffsetRange last, long txid) {
        if (checked.contains(partition)) {
            return last.to();
        }
        Optional<Position> position = position(partition);
        if (position.isEmpty()) {
            if (!last.isEmpty()) {
                throw mismatch(
                        partition, "has no entry for this partition", "batch " + txid + " should follow " + last);
            }
            checked.add(partition);
            return last.to();
        }
        long next = position.get().nextOffset();
        long since = position.get().txid();
        boolean matches = next == last.to();
        boolean ledgerIsAuthoritative = since >= last.txid();
        if (since >= txid || !matches && !ledgerIsAuthoritative) {
            throw mismatch(
                    partition, describe(position.get()), "batch " + txid + " should start at offset " + last.to());
        }
        if (!matches) {
            LOG.warn(
                    "Batch {} of {} ended at {} in the ledger, {} in ZooKeeper; using the ledger's end offset",
                    since,
                    partition,
                    next,
                    last.to());
        }
        checked.add(partition);
        return next;
    }

    /**
     * The range that a replay emits: {@code range}, unless the ledger has recorded another one for that batch.
     *
     * @param range the range according to the transaction state
     */
    OffsetRange replayRange(TopicPartition partition, OffsetRange range, long txid) {
        Optional<Position> position = position(partition);
        if (position.isEmpty()) {
            return range;
        }
        long since = position.get().txid();
        if (since > txid || since < txid && position.get().nextOffset() != range.from()) {
            throw mismatch(
                    partition, describe(position.get()), "batch " + txid + " should start at offset " + range.from());
        }
        if (since < txid) {
            return range;
        }
        OffsetRange counted = new OffsetRange(
                position.get().batchOffset(),
                position.get().nextOffset(),
                position.get().blacklist(),
                txid);
        if (!counted.equals(range)) {
            LOG.warn(
                    "Batch {} has offsets {} of {} in the ledger, {} in ZooKeeper; using the ledger's range",
                    txid,
                    counted,
                    partition,
                    range);
            // The next batch looks up its start in the ledger.
            checked.remove(partition);
        }
        return counted;
    }

    /** The highest blacklist version of the ledger's positions that were read so far. */
    long blacklist() {
        return blacklist;
    }

    private Optional<Position> position(TopicPartition partition) {
        Optional<Position> position = ledgerReader.position(partition.toString());
        if (position.isPresent() && position.get().topicId() != topicId) {
            throw new ReportedFailedException("Topic " + partition.topic() + " has a different topic ID than the one"
                    + " recorded in the ledger: it was deleted and re-created, or kafka.bootstrap-servers"
                    + " points to"
                    + " another cluster. The ledger has counted " + partition
                    + " of the former topic up to offset "
                    + position.get().nextOffset()
                    + "; continuing from there would skip lines or count them twice, so counting has"
                    + " stopped. Restore the former topic, or count the new one under another name or into"
                    + " other tables.");
        }
        position.ifPresent(found -> blacklist = Math.max(blacklist, found.blacklist()));
        return position;
    }

    private static String describe(Position position) {
        return "is at offset " + position.nextOffset() + " (batch " + position.txid() + ")";
    }

    private static ReportedFailedException mismatch(TopicPartition partition, String ledger, String state) {
        return new ReportedFailedException(
                "The transaction state in ZooKeeper does not match the ledger. For " + partition + " the ledger "
                        + ledger + ", but " + state
                        + ". The state was lost or is outdated, the topic was re-created, or another topology uses"
                        + " the same tables. Counting has stopped to avoid wrong counts. Run `recover` to rebuild a"
                        + " lost state from the ledger.");
    }

    @Override
    public void close() {
        ledgerReader.close();
    }
}
