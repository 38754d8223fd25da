package io.coursepulse.spout;

import io.coursepulse.spout.LedgerReader.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.ReportedFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which offsets a batch has, from the transaction state and the ledger.
 *
 * <p>The ledger is authoritative. Every batch writes a position for every partition, even for one without lines, by a
 * compare-and-set, before any counter sees the batch. So a batch that has reached a counter has a position in all
 * partitions, and every attempt after that emits exactly those offsets, whatever ZooKeeper says: a zombie worker can
 * store its version of a batch there after its successor's has been counted. What ZooKeeper has is a proposal, which is
 * made before the batch is known to the ledger, so that the next batch can be read meanwhile.
 *
 * <p>With several batches in flight the ledger may be some batches behind the one that is emitted. Then nothing can be
 * compared yet, and the proposal is emitted as it is: the ledger refuses a batch that does not start where the one before
 * it ended. Trident commits in order, so when the refused batch is replayed, the one before it is in the ledger, and the
 * batch is corrected to continue it.
 *
 * <p>A coordinator may begin before the ledger's last batch: one that was cut off can store an older number over its
 * successor's, and the other way round a successor may lag behind what the one before it still brings to an end. The
 * ledger takes a batch only when all counters have the one before, so every batch before its last one has been counted
 * completely, and passes without effect. Far behind the ledger the state is taken for lost, which `recover` mends in less
 * time. Not thread-safe.
 */
final class LedgerCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCheck.class);

    /** They pass in about a minute. */
    private static final int MAX_COUNTED_BATCHES = 1_000;

    private final LedgerReader ledgerReader;

    /** The ranges that this process has emitted last. */
    private final Map<TopicPartition, OffsetRange> emitted = new HashMap<>();

    private final ExactKafkaSpoutConfig.Rules rules;
    private List<TopicPartition> partitions = List.of();
    private long topicId;
    private long blacklist;

    LedgerCheck(LedgerReader ledgerReader, ExactKafkaSpoutConfig.Rules rules) {
        this.ledgerReader = ledgerReader;
        this.rules = rules;
    }

    /** Sets all partitions of the batch, also those of other tasks. */
    void setPartitions(List<TopicPartition> all) {
        partitions = List.copyOf(all);
    }

    /** Sets the topic that the lines come from; if it has changed, every partition is compared again. */
    void setTopicId(long topic) {
        if (topic != topicId) {
            topicId = topic;
            emitted.clear();
        }
    }

    /**
     * Where a new batch starts, or the offsets that it has already.
     *
     * @param offset the first offset, if the batch is to be read
     * @param counted the batch's offsets, if the ledger has it: its metadata was lost; of a later batch, without lines, if
     *     the ledger has one
     * @param first whether the ledger has no entry for the partition, so that this may be its first batch
     */
    record Start(OptionalLong offset, Optional<OffsetRange> counted, boolean first) {

        private static Start at(long offset, boolean first) {
            return new Start(OptionalLong.of(offset), Optional.empty(), first);
        }
    }

    /**
     * Where a batch without metadata starts.
     *
     * @param last the partition's last batch according to the transaction state, which may not have been committed yet;
     *     empty before the first batch and after one for which the metadata was lost
     * @return a start without an offset if nobody knows the partition: it starts where it is configured to
     */
    Start start(TopicPartition partition, Optional<OffsetRange> last, long txid) {
        OffsetRange own = emitted.get(partition);
        if (own != null && last.isPresent() && last.get().txid() == own.txid()) {
            return Start.at(own.to(), false);
        }
        Optional<Position> position = position(partition);
        if (position.isEmpty()) {
            Optional<OffsetRange> later = laterWithout(partition, txid);
            if (later.isPresent()) {
                return new Start(OptionalLong.empty(), later, false);
            }
            return last.filter(range -> !isInLedger(range.txid()))
                    .map(range -> Start.at(range.to(), range.isEmpty() && range.first()))
                    .orElseGet(() -> new Start(OptionalLong.empty(), Optional.empty(), true));
        }
        long next = position.get().nextOffset();
        long since = position.get().txid();
        if (since == txid) {
            return new Start(OptionalLong.empty(), Optional.of(counted(partition, position.get())), false);
        }
        if (since > txid) {
            return new Start(OptionalLong.empty(), Optional.of(later(partition, position.get(), txid)), false);
        }
        if (last.isEmpty() || since >= last.get().txid()) {
            last.filter(range -> range.to() != next).ifPresent(range -> warnCorrected(partition, since, range, next));
            return Start.at(next, false);
        }
        return Start.at(Math.max(next, last.get().to()), false);
    }

    private static void warnCorrected(TopicPartition partition, long since, OffsetRange last, long next) {
        LOG.warn(
                "Batch {} of {} ended at {} in the ledger, {} in ZooKeeper; using the ledger's end offset",
                since,
                partition,
                next,
                last.to());
    }

    /**
     * The range that a replay emits.
     *
     * @param range the range according to the transaction state; empty if the metadata of this partition was lost, by a
     *     crash between storing it and that of another partition
     * @return empty if nobody knows the partition; of a later batch, without lines, if the ledger has one
     */
    Optional<OffsetRange> replayRange(TopicPartition partition, Optional<OffsetRange> range, long txid) {
        emitted.remove(partition);
        Optional<Position> position = position(partition);
        if (position.isEmpty()) {
            return laterWithout(partition, txid)
                    .or(() -> range.filter(proposed -> !isInLedger(proposed.first() ? txid : txid - 1))
                            .map(proposed -> proposed.under(rules.id())));
        }
        long next = position.get().nextOffset();
        long since = position.get().txid();
        if (since > txid) {
            return Optional.of(later(partition, position.get(), txid));
        }
        if (since == txid) {
            OffsetRange counted = counted(partition, position.get());
            range.filter(proposed -> !proposed.sameOffsets(counted))
                    .ifPresent(proposed -> warnCorrected(partition, proposed, counted));
            return Optional.of(counted);
        }
        if (range.isEmpty()) {
            return Optional.of(empty(next, txid, false));
        }
        OffsetRange proposed = range.get();
        boolean followsOnTheLedger = since == txid - 1;
        if (followsOnTheLedger && proposed.from() != next) {
            OffsetRange corrected =
                    new OffsetRange(next, Math.max(next, proposed.to()), proposed.blacklist(), rules.id(), txid, false);
            warnCorrected(partition, proposed, corrected);
            return Optional.of(corrected);
        }
        // Nothing of the batch has been counted, so it may be judged by the rules of now.
        return range.map(uncounted -> uncounted.under(rules.id()));
    }

    /**
     * Whether the ledger has a batch. Asked for a partition that has no row there: then the batch was counted without it,
     * by a coordinator that did not know the partition yet, whatever another one has proposed.
     */
    private boolean isInLedger(long txid) {
        return partitions.stream().anyMatch(partition -> hasBatch(partition, txid));
    }

    /** A batch that is in the ledger must be judged as it was: a part of its clicks may be in the counters. */
    private OffsetRange counted(TopicPartition partition, Position position) {
        if (position.rules() != 0 && position.rules() != rules.id()) {
            throw new ReportedFailedException("Batch " + position.txid() + " of " + partition
                    + " was counted under rules "
                    + position.rules() + ", but has to be replayed, and this topology has rules " + rules.id() + " ("
                    + rules.description()
                    + "). A replay under other rules would count it half by each. Kill the topology,"
                    + " submit it with the configuration and the version of CoursePulse that it had before, wait until"
                    + " that batch has been counted (`audit`), and then change them.");
        }
        return new OffsetRange(
                position.batchOffset(),
                position.nextOffset(),
                position.blacklist(),
                rules.id(),
                position.txid(),
                false);
    }

    /** For a partition without a row in the ledger, which may have later batches of others. */
    private Optional<OffsetRange> laterWithout(TopicPartition partition, long txid) {
        return partitions.stream()
                .flatMap(other -> position(other).stream())
                .filter(position -> position.txid() > txid)
                .findFirst()
                .map(position -> later(partition, position, txid));
    }

    private OffsetRange later(TopicPartition partition, Position position, long txid) {
        if (position.txid() - txid > MAX_COUNTED_BATCHES) {
            throw new ReportedFailedException("The transaction state in ZooKeeper is behind the ledger: it is at batch "
                    + txid + ", but " + partition + " has been counted up to offset " + position.nextOffset()
                    + " (batch " + position.txid()
                    + "). The state was lost or is old, or another topology uses the same tables. Nothing is counted, to"
                    + " avoid wrong counts. Kill the topology, run `recover` to rebuild the state from the ledger, and"
                    + " submit it again.");
        }
        emitted.remove(partition);
        return empty(position.nextOffset(), position.txid(), false);
    }

    private OffsetRange empty(long offset, long txid, boolean first) {
        return new OffsetRange(offset, offset, blacklist, rules.id(), txid, first);
    }

    private static void warnCorrected(TopicPartition partition, OffsetRange proposed, OffsetRange used) {
        LOG.warn(
                "Batch {} of {} has offsets {} in ZooKeeper; emitting {}, which continues the ledger",
                used.txid(),
                partition,
                proposed,
                used);
    }

    /** Notes that a range has been emitted, so that the next batch can follow on it without reading the ledger. */
    void emitted(TopicPartition partition, OffsetRange range) {
        emitted.put(partition, range);
    }

    /** Whether the ledger has a batch, or a later one. */
    boolean hasBatch(TopicPartition partition, long txid) {
        return position(partition).filter(position -> position.txid() >= txid).isPresent();
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

    @Override
    public void close() {
        ledgerReader.close();
    }
}
