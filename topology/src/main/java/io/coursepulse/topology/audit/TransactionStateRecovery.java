package io.coursepulse.topology.audit;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.spout.OffsetRange;
import io.coursepulse.spout.PartitionStart;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.visit.RulesIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Rebuilds the counting topology's transaction state in ZooKeeper from the ledger.
 *
 * <p>The ledger's newest batch becomes the current one. The topology then replays that batch with exactly the lines
 * recorded in the ledger: its clicks may not have reached every counter when the state was lost, and those that did are
 * not added again. Partitions without lines in that batch get empty ranges; without metadata Trident would add new
 * lines to it.
 *
 * <p>That is exact only if the ledger has lost nothing: if no counter was written by a batch after the ledger's newest,
 * which is checked always, and if the transaction state is not ahead of the ledger, which is checked unless the store
 * was restored from a backup.
 */
public final class TransactionStateRecovery {

    private final PipelineConfig pipeline;
    private final CounterStore ledger;
    private final TransactionState state;
    private final boolean storeRestored;
    private final Supplier<Map<TopicPartition, TopicReader.Offsets>> kafka;

    /**
     * Creates a recovery.
     *
     * @param ledger the store with the ledger; not closed by this class
     * @param state the state to rebuild; not closed by this class
     * @param storeRestored whether the store was restored from a backup, so that the state may be ahead of it
     */
    public TransactionStateRecovery(
            PipelineConfig pipeline, CounterStore ledger, TransactionState state, boolean storeRestored) {
        this(pipeline, ledger, state, storeRestored, () -> TopicOffsets.of(pipeline.kafka()));
    }

    /**
     * Creates a recovery.
     *
     * @param ledger the store with the ledger; not closed by this class
     * @param state the state to rebuild; not closed by this class
     * @param storeRestored whether the store was restored from a backup, so that the state may be ahead of it
     * @param kafka the offsets that Kafka has
     */
    public TransactionStateRecovery(
            PipelineConfig pipeline,
            CounterStore ledger,
            TransactionState state,
            boolean storeRestored,
            Supplier<Map<TopicPartition, TopicReader.Offsets>> kafka) {
        this.pipeline = pipeline;
        this.ledger = ledger;
        this.state = state;
        this.storeRestored = storeRestored;
        this.kafka = kafka;
    }

    /**
     * Rebuilds the state if it is lost or older than the ledger; keeps it if it matches. The topology must not be
     * running.
     *
     * @return messages about what was done
     * @throws AuditException if the state cannot be rebuilt, with the reason; it is unchanged then
     */
    public List<String> run() {
        LedgerSnapshot rows = LedgerSnapshot.read(ledger, pipeline.kafka().accessLog());
        Map<TopicPartition, TopicReader.Offsets> offsets = kafka.get();
        if (!storeRestored) {
            checkStateIsNotAhead(rows, offsets);
        }
        checkCountersAreNotAhead();
        if (rows.rows().isEmpty()) {
            throw new AuditException("Nothing to rebuild: the ledger has no lines of topic "
                    + pipeline.kafka().accessLog() + ". If nothing has been counted yet, submit the topology.");
        }
        Map<TopicPartition, OffsetRange> ranges = ranges(rows, offsets);
        if (state.read().equals(new TransactionState.Content(rows.txid(), ranges))) {
            return List.of("The transaction state already matches the ledger; nothing was changed.");
        }
        state.replace(new TransactionState.Content(rows.txid(), ranges));
        return describe(rows, ranges);
    }

    private Map<TopicPartition, OffsetRange> ranges(
            LedgerSnapshot rows, Map<TopicPartition, TopicReader.Offsets> offsets) {
        Map<TopicPartition, OffsetRange> ranges =
                new TreeMap<>(java.util.Comparator.comparingInt(TopicPartition::partition));
        long txid = rows.txid();
        rows.rows().forEach((partition, row) -> {
            checkBalance(partition, row);
            boolean inNewest = row.txid() == txid;
            long from = inNewest ? row.batchOffset() : row.nextOffset();
            checkLines(partition, from, row.nextOffset(), offsets.get(partition));
            ranges.put(
                    partition,
                    new OffsetRange(from, row.nextOffset(), row.blacklist(), row.rulesAt(from), txid, false));
        });
        long blacklist = rows.rows().values().stream()
                .mapToLong(LedgerRow::blacklist)
                .max()
                .orElseThrow();
        Map<TopicPartition, List<OffsetRange>> batches = storeRestored ? Map.of() : state.batches();
        offsets.forEach((partition, available) -> ranges.computeIfAbsent(partition, name -> {
            long start = firstOffset(name, available, batches.getOrDefault(name, List.of()));
            checkLines(name, start, start, available);
            return new OffsetRange(start, start, blacklist, RulesIdentity.UNKNOWN, txid, true);
        }));
        return ranges;
    }

    /** Where a partition starts that was never counted: where its batches do, if it has any, or as the spout would. */
    private long firstOffset(TopicPartition partition, TopicReader.Offsets available, List<OffsetRange> batches) {
        long expected = batches.isEmpty() ? 0 : batches.get(0).from();
        if (available.beginning() > expected && pipeline.counts().start() == PartitionStart.ZERO) {
            throw new AuditException(partition + " was never counted, and Kafka has deleted its lines from offset "
                    + expected + " to " + available.beginning()
                    + ". Restore the topic; or, if these lines are not to be counted, set counts.start = earliest and run"
                    + " `recover` again.");
        }
        return Math.max(expected, available.beginning());
    }

    private static void checkBalance(TopicPartition partition, LedgerRow row) {
        long sum = row.outcomes().values().stream().mapToLong(Long::longValue).sum();
        if (sum != row.lines()) {
            throw new AuditException("The ledger of " + partition + " does not balance: " + row.lines()
                    + " lines by offsets, " + sum + " by outcomes. It was changed by something other than CoursePulse;"
                    + " restore the store from a backup.");
        }
    }

    private static void checkLines(TopicPartition partition, long from, long next, TopicReader.Offsets available) {
        if (available == null || available.end() < next || available.beginning() > from) {
            throw new AuditException("Kafka does not have the lines of " + partition
                    + " that were counted: the ledger is at offset " + next + " and needs offsets from " + from
                    + " on, but Kafka has "
                    + (available == null ? "no such partition" : available.beginning() + " to " + available.end())
                    + ". The topic was re-created, or lines expired before they were counted. Continuing"
                    + " would count different lines or lose some.");
        }
    }

    private void checkStateIsNotAhead(LedgerSnapshot rows, Map<TopicPartition, TopicReader.Offsets> offsets) {
        long current = state.read().txid();
        state.batches().forEach((partition, batches) -> {
            Optional<LedgerRow> row = rows.row(partition);
            for (OffsetRange batch : batches) {
                boolean committed = batch.txid() < current;
                long counted = row.map(LedgerRow::nextOffset)
                        .orElseGet(() -> beginning(offsets.get(partition)).orElse(batch.from()));
                boolean inLedger = row.isPresent() && row.get().txid() >= batch.txid();
                if (!inLedger && (batch.from() > counted || committed && !batch.isEmpty())) {
                    throw new AuditException("The transaction state is ahead of the ledger: "
                            + (committed ? "committed " : "") + "batch " + batch.txid() + " has offsets " + batch
                            + " of " + partition + ", but the ledger "
                            + row.map(found -> "is at offset " + found.nextOffset() + " (batch " + found.txid() + ")")
                                    .orElse("has no entry for this partition")
                            + ". The store has lost writes, is not the one that was used, or was restored from a"
                            + " backup. Restore its newest state. If that is what it has, repeat with --store-restored:"
                            + " counting then continues at the ledger's offsets.");
                }
                if (!committed) {
                    // Later batches start where this one ends, which is not in the ledger yet.
                    return;
                }
            }
        });
    }

    private static Optional<Long> beginning(TopicReader.Offsets available) {
        return Optional.ofNullable(available).map(TopicReader.Offsets::beginning);
    }

    /** The ledger is written before the counters. */
    private void checkCountersAreNotAhead() {
        long newest = LedgerSnapshot.readAll(ledger).txid();
        long shards = CounterShards.newestBatch(ledger);
        if (shards > newest) {
            throw new AuditException("The counters are ahead of the ledger: table " + CounterShards.TABLE
                    + " is at batch " + shards + ", the ledger at batch " + newest
                    + ". The ledger has lost writes, or the"
                    + " two are of different backups. Restore all tables from one backup that was taken while the"
                    + " topology was stopped.");
        }
        for (Dimension dimension : Dimension.values()) {
            Optional<CellKey> ahead = ledger.writtenAfter(dimension, newest);
            if (ahead.isPresent()) {
                throw new AuditException("The counters are ahead of the ledger: " + ahead.get()
                        + " was written by a batch after " + newest + ", the newest in the ledger. The ledger has lost"
                        + " writes, or its table and the counters' are of different backups. Continuing would count"
                        + " lines twice. Restore all tables from one backup that was taken while the topology was"
                        + " stopped.");
            }
        }
    }

    private static List<String> describe(LedgerSnapshot rows, Map<TopicPartition, OffsetRange> ranges) {
        List<String> lines = new ArrayList<>();
        ranges.forEach((partition, range) -> lines.add(String.format(
                java.util.Locale.ROOT,
                "%-20s resumes at offset %d%s",
                partition,
                range.to(),
                range.isEmpty() ? "" : ", after replaying " + range + " of batch " + rows.txid())));
        lines.add("Rebuilt the transaction state from the ledger, at batch " + rows.txid()
                + ". Submit the topology; `audit` shows when it has caught up.");
        return lines;
    }
}
