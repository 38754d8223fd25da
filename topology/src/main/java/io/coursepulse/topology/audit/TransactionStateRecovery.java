package io.coursepulse.topology.audit;

import io.coursepulse.spout.OffsetRange;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.PipelineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Rebuilds the transaction state of the topology that counts, which Storm keeps in ZooKeeper, from the ledger.
 *
 * <p>The ledger's newest batch is made the current one. The topology then tries that batch once more, with exactly the
 * lines that the ledger has of it: its clicks may not have reached every counter when the state was lost, and those that
 * did are not added again. For that the partitions that had no lines in that batch are given empty ranges; without any
 * metadata Trident would take new lines into it.
 */
public final class TransactionStateRecovery {

    private final PipelineConfig pipeline;
    private final CounterReader ledger;
    private final TransactionState state;

    /**
     * Prepares a recovery.
     *
     * @param ledger where the ledger is; this does not close it
     * @param state what is to be rebuilt; this does not close it
     */
    public TransactionStateRecovery(PipelineConfig pipeline, CounterReader ledger, TransactionState state) {
        this.pipeline = pipeline;
        this.ledger = ledger;
        this.state = state;
    }

    /**
     * Rebuilds the state if it is lost or older than the ledger, and leaves it if it agrees. The topology must not run.
     *
     * @return what was done, a line each
     * @throws AuditException if the state cannot be rebuilt, with the reason; it is unchanged then
     */
    public List<String> run() {
        LedgerSnapshot rows = LedgerSnapshot.read(ledger, pipeline.kafka().accessLog());
        if (rows.rows().isEmpty()) {
            throw new AuditException("There is nothing to rebuild from: the ledger has no line of topic "
                    + pipeline.kafka().accessLog() + ". If nothing was ever counted, just submit the topology.");
        }
        Map<TopicPartition, TopicReader.Offsets> offsets = TopicOffsets.of(pipeline.kafka());
        Map<TopicPartition, OffsetRange> ranges = ranges(rows, offsets);
        checkStateIsNotAhead(rows);
        if (state.read().equals(new TransactionState.Content(rows.txid(), ranges))) {
            return List.of("The transaction state is the ledger's already: nothing was changed.");
        }
        state.replace(new TransactionState.Content(rows.txid(), ranges));
        return describe(rows, ranges);
    }

    private static Map<TopicPartition, OffsetRange> ranges(
            LedgerSnapshot rows, Map<TopicPartition, TopicReader.Offsets> offsets) {
        Map<TopicPartition, OffsetRange> ranges =
                new TreeMap<>(java.util.Comparator.comparingInt(TopicPartition::partition));
        long txid = rows.txid();
        rows.rows().forEach((partition, row) -> {
            checkBalance(partition, row);
            boolean inNewest = row.txid() == txid;
            long from = inNewest ? row.batchOffset() : row.nextOffset();
            checkLines(partition, from, row.nextOffset(), offsets.get(partition));
            ranges.put(partition, new OffsetRange(from, row.nextOffset(), row.blacklist(), txid));
        });
        long blacklist = rows.rows().values().stream()
                .mapToLong(LedgerRow::blacklist)
                .max()
                .orElseThrow();
        offsets.forEach((partition, there) -> ranges.computeIfAbsent(
                partition, name -> new OffsetRange(there.beginning(), there.beginning(), blacklist, txid)));
        return ranges;
    }

    private static void checkBalance(TopicPartition partition, LedgerRow row) {
        long sum = row.outcomes().values().stream().mapToLong(Long::longValue).sum();
        if (sum != row.lines()) {
            throw new AuditException("The ledger of " + partition + " does not balance: " + row.lines()
                    + " lines by offsets, " + sum + " by outcomes. It was changed by something other than CoursePulse;"
                    + " restore the store from a backup.");
        }
    }

    private static void checkLines(TopicPartition partition, long from, long next, TopicReader.Offsets there) {
        if (there == null || there.end() < next || there.beginning() > from) {
            throw new AuditException(
                    "The lines of " + partition + " are not those that were counted: the ledger stands at"
                            + " offset " + next + " and needs " + from + " and later, but Kafka has "
                            + (there == null ? "no such partition" : there.beginning() + " to " + there.end())
                            + ". The topic was created anew, or lines expired before they were counted. Going on would count"
                            + " other lines in their place, or lose some.");
        }
    }

    private void checkStateIsNotAhead(LedgerSnapshot rows) {
        TransactionState.Content content = state.read();
        content.ranges().forEach((partition, range) -> {
            long next = rows.row(partition).map(LedgerRow::nextOffset).orElse(range.from());
            if (range.from() > next) {
                throw new AuditException("The transaction state is ahead of the ledger: batch " + range.txid()
                        + " begins at offset " + range.from() + " of " + partition + ", but the ledger stands at "
                        + next
                        + ". The store has lost writes, or is not the one that was counted into. Rebuilding the state from"
                        + " it could count lines twice; restore the store.");
            }
        });
    }

    private static List<String> describe(LedgerSnapshot rows, Map<TopicPartition, OffsetRange> ranges) {
        List<String> lines = new ArrayList<>();
        ranges.forEach((partition, range) -> lines.add(String.format(
                java.util.Locale.ROOT,
                "%-20s goes on at offset %d%s",
                partition,
                range.to(),
                range.isEmpty() ? "" : ", after batch " + rows.txid() + " with " + range + " once more")));
        lines.add("Rebuilt the transaction state from the ledger, at batch " + rows.txid()
                + ". Submit the topology; `audit` shows when it has caught up.");
        return lines;
    }
}
