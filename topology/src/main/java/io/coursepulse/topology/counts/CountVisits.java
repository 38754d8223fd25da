package io.coursepulse.topology.counts;

import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.counter.LedgerEntry;
import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.spout.LineChunk;
import io.coursepulse.visit.BatchTally;
import io.coursepulse.visit.LineJudge;
import io.coursepulse.visit.LineRules;
import java.util.ArrayList;
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
final class CountVisits implements Aggregator<CountVisits.Batch> {

    private static final long serialVersionUID = 1L;

    /** What a task has been given of a batch: its lines, and their visits. */
    record Batch(BatchTally lines, VisitSums visits) {}

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
    public Batch init(Object batchId, TridentCollector collector) {
        VisitSums visits = new VisitSums();
        return new Batch(new BatchTally(visits), visits);
    }

    @Override
    public void aggregate(Batch batch, TridentTuple chunk, TridentCollector collector) {
        batch.lines()
                .add(
                        new LineChunk(
                                chunk.getStringByField(ExactKafkaSpout.PARTITION),
                                chunk.getLongByField(ExactKafkaSpout.TOPIC_ID),
                                chunk.getLongByField(ExactKafkaSpout.FROM),
                                chunk.getLongByField(ExactKafkaSpout.TO),
                                chunk.getBinaryByField(ExactKafkaSpout.CHUNK)),
                        judge,
                        blacklists.version(chunk.getLongByField(ExactKafkaSpout.BLACKLIST)));
    }

    @Override
    public void complete(Batch batch, TridentCollector collector) {
        List<LedgerEntry> entries = new ArrayList<>();
        batch.lines()
                .partitions()
                .forEach((partition, lines) -> entries.add(new LedgerEntry(
                        partition, lines.topicId(), lines.from(), lines.to(), lines.blacklist(), lines.outcomes())));
        if (!entries.isEmpty()) {
            collector.emit(new Values(entries, batch.visits().additions()));
        }
    }

    @Override
    public void cleanup() {
        // Holds nothing that would have to be closed.
    }
}
