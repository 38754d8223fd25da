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
 * replay. Other batches need no look: the ledger itself refuses one that does not follow on the last.
 *
 * <p>Where the two differ about a batch that both know, the ledger is right. A worker that was believed dead can store
 * its idea of a batch in ZooKeeper after its successor has had the batch counted; the ledger takes only the first. Where
 * they differ otherwise, nothing is emitted. Used by one thread.
 */
final class LedgerCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCheck.class);

    private final LedgerReader ledgerReader;
    private final Set<TopicPartition> checked = new HashSet<>();
    private long topicId;

    LedgerCheck(LedgerReader ledgerReader) {
        this.ledgerReader = ledgerReader;
    }

    /** Tells which topic the lines come from; if it is another one than before, every partition is looked at anew. */
    void setTopicId(long topic) {
        if (topic != topicId) {
            topicId = topic;
            checked.clear();
        }
    }

    /**
     * Where a partition without any metadata begins. Trident has none before a partition's first batch, but also after
     * a batch that the partition had to sit out. Only the ledger can tell the one from the other; beginning anew in
     * the second case would count all lines again.
     *
     * @return the offset at which the ledger stands; empty if the ledger does not know the partition
     */
    OptionalLong startWithoutMetadata(TopicPartition partition, long txid) {
        Optional<Position> position = position(partition);
        if (position.isPresent() && position.get().txid() >= txid) {
            throw disagreement(
                    partition,
                    describe(position.get()),
                    "the transaction state is at batch " + txid + " and knows no offset");
        }
        checked.add(partition);
        return position.map(found -> OptionalLong.of(found.nextOffset())).orElse(OptionalLong.empty());
    }

    /**
     * Where a new batch begins.
     *
     * @param last the last batch of the partition, as the transaction state has it; it has been counted as a whole
     */
    long startAfter(TopicPartition partition, OffsetRange last, long txid) {
        if (checked.contains(partition)) {
            return last.to();
        }
        Optional<Position> position = position(partition);
        if (position.isEmpty()) {
            if (!last.isEmpty()) {
                throw disagreement(
                        partition, "does not know this partition", "batch " + txid + " is to go on behind " + last);
            }
            checked.add(partition);
            return last.to();
        }
        long next = position.get().nextOffset();
        long since = position.get().txid();
        boolean agrees = next == last.to();
        boolean knowsBetter = since >= last.txid();
        if (since >= txid || !agrees && !knowsBetter) {
            throw disagreement(
                    partition, describe(position.get()), "batch " + txid + " is to begin at offset " + last.to());
        }
        if (!agrees) {
            LOG.warn(
                    "Batch {} of {} ended at {} in the ledger, {} in ZooKeeper: the ledger's end is the right one",
                    since,
                    partition,
                    next,
                    last.to());
        }
        checked.add(partition);
        return next;
    }

    /**
     * What a replay emits: {@code range}, or what the ledger holds of that batch already.
     *
     * @param range what the transaction state says
     */
    OffsetRange replayRange(TopicPartition partition, OffsetRange range, long txid) {
        Optional<Position> position = position(partition);
        if (position.isEmpty()) {
            return range;
        }
        long since = position.get().txid();
        if (since > txid || since < txid && position.get().nextOffset() != range.from()) {
            throw disagreement(
                    partition, describe(position.get()), "batch " + txid + " is to begin at offset " + range.from());
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
                    "Batch {} takes {} of {} in the ledger, {} in ZooKeeper: the ledger's range is the right one",
                    txid,
                    counted,
                    partition,
                    range);
            // The next batch asks the ledger where it begins.
            checked.remove(partition);
        }
        return counted;
    }

    private Optional<Position> position(TopicPartition partition) {
        Optional<Position> position = ledgerReader.position(partition.toString());
        if (position.isPresent() && position.get().topicId() != topicId) {
            throw new ReportedFailedException("Topic " + partition.topic() + " is not the one that was counted: it was"
                    + " deleted and created again, or Kafka is another one. The ledger has counted "
                    + partition + " of the former up to offset "
                    + position.get().nextOffset()
                    + "; counting on from there would skip lines or take them twice. Nothing is counted. Bring back the"
                    + " former topic, or count the new one under another name or into other tables.");
        }
        return position;
    }

    private static String describe(Position position) {
        return "stands at offset " + position.nextOffset() + " since batch " + position.txid();
    }

    private static ReportedFailedException disagreement(TopicPartition partition, String ledger, String state) {
        return new ReportedFailedException("The transaction state in ZooKeeper does not agree with the ledger. For "
                + partition + " the ledger " + ledger + ", but " + state + ". The state was lost or is old, the topic"
                + " was created anew, or another topology counts into the same tables. Nothing is counted, so that no"
                + " count gets wrong. `recover` rebuilds a lost state from the ledger.");
    }

    @Override
    public void close() {
        ledgerReader.close();
    }
}
