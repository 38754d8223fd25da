package io.coursepulse.topology.counts;

import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.counter.CellKey;
import io.coursepulse.counter.LedgerEntry;
import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.visit.BatchTally;
import io.coursepulse.visit.LineJudge;
import io.coursepulse.visit.LineRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Values;

/**
 * Counts the chunks that a task has been given of a batch. Emits one tuple for {@link
 * io.coursepulse.trident.LedgerUpdater}, which stays in the task: the entries of the ledger, and the additions to the
 * counters.
 */
final class CountVisits implements Aggregator<BatchTally> {

    private static final long serialVersionUID = 1L;

    private final LineRules rules;
    private final Blacklists blacklists;
    private transient LineJudge judge;

    CountVisits(LineRules rules, Blacklists blacklists) {
        this.rules = rules;
        this.blacklists = blacklists;
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        judge = new LineJudge(rules);
    }

    @Override
    public BatchTally init(Object batchId, TridentCollector collector) {
        return new BatchTally();
    }

    @Override
    public void aggregate(BatchTally tally, TridentTuple chunk, TridentCollector collector) {
        tally.add(
                chunk.getStringByField(ExactKafkaSpout.PARTITION),
                chunk.getLongByField(ExactKafkaSpout.FROM),
                chunk.getLongByField(ExactKafkaSpout.TO),
                chunk.getBinaryByField(ExactKafkaSpout.CHUNK),
                judge,
                blacklists.version(chunk.getLongByField(ExactKafkaSpout.BLACKLIST)));
    }

    @Override
    public void complete(BatchTally tally, TridentCollector collector) {
        List<LedgerEntry> entries = new ArrayList<>();
        tally.partitions()
                .forEach((partition, lines) -> entries.add(
                        new LedgerEntry(partition, lines.from(), lines.to(), lines.blacklist(), lines.outcomes())));
        if (!entries.isEmpty()) {
            collector.emit(new Values(entries, additions(tally)));
        }
    }

    private static Map<CellKey, Long> additions(BatchTally tally) {
        Map<CellKey, Long> additions = new HashMap<>();
        tally.visits()
                .forEach((visit, times) -> VisitKeys.forEach(visit, key -> additions.merge(key, times, Long::sum)));
        return additions;
    }

    @Override
    public void cleanup() {
        // Holds nothing that would have to be closed.
    }
}
