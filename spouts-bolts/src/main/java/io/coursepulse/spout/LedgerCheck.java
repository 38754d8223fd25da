package io.coursepulse.spout;

import io.coursepulse.spout.LedgerReader.Position;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.topology.TransactionAttempt;
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
 * completely, and passes without effect. Far behind the ledger the state is taken for lost, which {@code recover} mends in less
 * time. Not thread-safe.
 */
final class LedgerCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCheck.class);

    /** Each of them takes at least the interval between batches, by default 50 ms. */
    private static final int MAX_COUNTED_BATCHES = 1_000;

    private final LedgerReader ledgerReader;

    /** The ranges that this process has emitted last. */
    private final Map<TopicPartition, OffsetRange> emitted = new HashMap<>();

    private final ExactKafkaSpoutConfig.Rules rules;
    private List<TopicPartition> partitions = List.of();
    private TransactionAttempt readFor;
    private Map<String, Position> read = Map.of();
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
     * @param lines whether the batch may have lines of the partition; it may not if the ledger has it without
     */
    record Start(OptionalLong offset, Optional<OffsetRange> counted, boolean first, boolean lines) {

        private static Start at(long offset, boolean first) {
            return new Start(OptionalLong.of(offset), Optional.empty(), first, true);
        }

        private static Start counted(OffsetRange range) {
            return new Start(OptionalLong.empty(), Optional.of(range), false, true);
        }

        /** At the partition's first line. */
        private static Start atFirst(boolean lines) {
            return new Start(OptionalLong.empty(), Optional.empty(), true, lines);
        }
    }

    /**
     * What the ledger has.
     *
     * @param own the partition's position; empty if it was never counted
     * @param newest the last batch of any partition; 0 if there is none
     */
    private record Found(Optional<Position> own, long newest) {

        boolean has(long txid) {
            return own.filter(position -> position.txid() == txid).isPresent();
        }
    }

    /**
     * Begins or continues an attempt. The ledger is read once for all of its partitions: if it changes meanwhile, it refuses
     * what is emitted, and the next attempt knows.
     */
    void beginAttempt(TransactionAttempt attempt) {
        if (!attempt.equals(readFor)) {
            readFor = attempt;
            read = Map.of();
        }
    }

    private Map<String, Position> positions(TopicPartition partition) {
        if (!read.isEmpty() && partitions.contains(partition)) {
            return read;
        }
        Set<String> names = new HashSet<>(Set.of(partition.toString()));
        partitions.forEach(other -> names.add(other.toString()));
        Map<String, Position> positions = ledgerReader.positions(names);
        read = readFor == null ? Map.of() : positions;
        return positions;
    }

    private Found find(TopicPartition partition) {
        Map<String, Position> positions = positions(partition);
        long newest =
                positions.values().stream().mapToLong(Position::txid).max().orElse(0);
        return new Found(
                Optional.ofNullable(positions.get(partition.toString())).map(own -> check(partition, own)), newest);
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
        Found found = find(partition);
        if (found.newest() > txid) {
            return Start.counted(later(partition, found, txid));
        }
        if (found.has(txid)) {
            return Start.counted(counted(partition, found.own().get()));
        }
        boolean inLedgerWithout = found.newest() == txid;
        // The ledger is authoritative, also about a batch that another coordinator has counted without the partition.
        boolean lastInLedger = last.isEmpty() || found.newest() >= last.get().txid();
        if (found.own().isEmpty()) {
            return lastInLedger || inLedgerWithout
                    ? Start.atFirst(!inLedgerWithout)
                    : Start.at(
                            last.get().to(), last.get().isEmpty() && last.get().first());
        }
        long next = found.own().get().nextOffset();
        if (inLedgerWithout) {
            return Start.counted(empty(next, txid, false));
        }
        if (lastInLedger) {
            last.filter(range -> range.to() != next)
                    .ifPresent(range -> warnCorrected(partition, found.newest(), range, next));
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
     * @return empty if the batch has no lines of the partition, and nobody knows where it starts; of a later batch, without
     *     lines, if the ledger has one
     */
    Optional<OffsetRange> replayRange(TopicPartition partition, Optional<OffsetRange> range, long txid) {
        emitted.remove(partition);
        Found found = find(partition);
        if (found.newest() > txid) {
            return Optional.of(later(partition, found, txid));
        }
        if (found.has(txid)) {
            OffsetRange counted = counted(partition, found.own().get());
            range.filter(proposed -> !proposed.sameOffsets(counted))
                    .ifPresent(proposed -> warnCorrected(partition, proposed, counted));
            return Optional.of(counted);
        }
        // If it is in the ledger without the partition, counters may have it, without the partition's lines.
        boolean mayHaveLines = found.newest() < txid;
        boolean followsOnTheLedger = found.newest() > 0 && found.newest() == txid - 1;
        if (found.own().isEmpty()) {
            return range.filter(proposed -> mayHaveLines && (proposed.first() || !followsOnTheLedger))
                    .map(proposed -> proposed.under(rules.id()));
        }
        long next = found.own().get().nextOffset();
        if (range.isEmpty() || !mayHaveLines) {
            return Optional.of(empty(next, txid, false));
        }
        OffsetRange proposed = range.get();
        if (followsOnTheLedger && proposed.from() != next) {
            OffsetRange corrected =
                    new OffsetRange(next, Math.max(next, proposed.to()), proposed.blacklist(), rules.id(), txid, false);
            warnCorrected(partition, proposed, corrected);
            return Optional.of(corrected);
        }
        // Nothing of the batch has been counted, so it may be judged by the rules of now.
        return range.map(uncounted -> uncounted.under(rules.id()));
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

    private OffsetRange later(TopicPartition partition, Found found, long txid) {
        long next = found.own().map(Position::nextOffset).orElse(0L);
        if (found.newest() - txid > MAX_COUNTED_BATCHES) {
            throw new ReportedFailedException("The transaction state in ZooKeeper is behind the ledger: it is at batch "
                    + txid + ", but " + partition + " has been counted up to offset " + next
                    + " (batch " + found.newest()
                    + "). The state was lost or is old, or another topology uses the same tables. Nothing is counted, to"
                    + " avoid wrong counts. Kill the topology, run `recover` to rebuild the state from the ledger, and"
                    + " submit it again.");
        }
        emitted.remove(partition);
        return empty(next, found.newest(), false);
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

    /** Whether the ledger has a batch of the partition, or a later one. */
    boolean hasBatch(TopicPartition partition, long txid) {
        read = Map.of();
        return find(partition).own().filter(position -> position.txid() >= txid).isPresent();
    }

    /** The highest blacklist version of the ledger's positions that were read so far. */
    long blacklist() {
        return blacklist;
    }

    private Position check(TopicPartition partition, Position position) {
        if (position.topicId() != topicId) {
            throw new ReportedFailedException("Topic " + partition.topic() + " has a different topic ID than the one"
                    + " recorded in the ledger: it was deleted and re-created, or kafka.bootstrap-servers"
                    + " points to"
                    + " another cluster. The ledger has counted " + partition
                    + " of the former topic up to offset "
                    + position.nextOffset()
                    + "; continuing from there would skip lines or count them twice, so counting has"
                    + " stopped. Restore the former topic, or count the new one under another name or into"
                    + " other tables.");
        }
        blacklist = Math.max(blacklist, position.blacklist());
        return position;
    }

    @Override
    public void close() {
        ledgerReader.close();
    }
}
