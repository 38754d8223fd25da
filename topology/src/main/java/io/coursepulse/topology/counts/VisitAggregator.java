package io.coursepulse.topology.counts;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.BlacklistException;
import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.config.Stopwatch;
import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.spout.LineChunk;
import io.coursepulse.spout.OffsetRange;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CountedDays;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.LedgerEntry;
import io.coursepulse.topic.RejectedLine;
import io.coursepulse.trident.BatchTimer;
import io.coursepulse.trident.LedgerUpdater;
import io.coursepulse.trident.RejectedLinesUpdater;
import io.coursepulse.visit.BatchCounts;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.MixedBatchException;
import io.coursepulse.visit.VisitCounts;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts a task's chunks of a batch. Emits one tuple, which stays in the task: the ledger entries and the additions to
 * the counters, for {@link LedgerUpdater}, and the rejected lines, for {@link RejectedLinesUpdater}.
 */
final class VisitAggregator implements Aggregator<VisitAggregator.Batch> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(VisitAggregator.class);

    /** The output fields. */
    static final Fields OUT = new Fields(
            LedgerUpdater.COUNTED_ALREADY,
            LedgerUpdater.ENTRIES,
            LedgerUpdater.ADDITIONS,
            RejectedLinesUpdater.REJECTED);

    /** A task's part of a batch: lines, visits and rejected lines. */
    record Batch(
            long txid,
            BatchCounts lines,
            VisitCounts visits,
            List<RejectedLine> rejected,
            AtomicLong classifyingNanos) {}

    private final LineRules rules;
    private final Blacklists blacklists;
    private transient LineClassifier classifier;
    private transient BatchTimer timer;

    VisitAggregator(LineRules rules, Blacklists blacklists) {
        this.rules = rules;
        this.blacklists = blacklists;
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        classifier = new LineClassifier(rules);
        timer = new BatchTimer("classifying the lines of one task", conf);
    }

    @Override
    public Batch init(Object batchId, TridentCollector collector) {
        VisitCounts visits = new VisitCounts();
        List<RejectedLine> rejected = new ArrayList<>();
        return new Batch(
                ((TransactionAttempt) batchId).getTransactionId(),
                new BatchCounts(visits, rejected::add),
                visits,
                rejected,
                new AtomicLong());
    }

    @Override
    public void aggregate(Batch batch, TridentTuple chunk, TridentCollector collector) {
        String partition = chunk.getStringByField(ExactKafkaSpout.PARTITION);
        if (partition.equals(ExactKafkaSpout.NO_PARTITION)) {
            batch.lines().addTaskWithoutPartitions();
            return;
        }
        if (partition.equals(ExactKafkaSpout.COUNTED_ALREADY)) {
            batch.lines().addCountedAlready();
            return;
        }
        long version = chunk.getLongByField(ExactKafkaSpout.BLACKLIST);
        OffsetRange range = new OffsetRange(
                chunk.getLongByField(ExactKafkaSpout.BATCH_FROM),
                chunk.getLongByField(ExactKafkaSpout.BATCH_TO),
                version,
                chunk.getLongByField(ExactKafkaSpout.RULES),
                batch.txid(),
                chunk.getBooleanByField(ExactKafkaSpout.FIRST));
        LineChunk lines = new LineChunk(
                partition,
                chunk.getLongByField(ExactKafkaSpout.TOPIC_ID),
                chunk.getLongByField(ExactKafkaSpout.FROM),
                chunk.getLongByField(ExactKafkaSpout.TO),
                range,
                chunk.getBinaryByField(ExactKafkaSpout.CHUNK));
        Stopwatch stopwatch = Stopwatch.started();
        loggingMixedBatch(() -> batch.lines().add(lines, classifier, blacklist(version)));
        batch.classifyingNanos().addAndGet(stopwatch.elapsed().toNanos());
    }

    /** Trident does not log failures. */
    private static void loggingMixedBatch(Runnable work) {
        try {
            work.run();
        } catch (MixedBatchException e) {
            LOG.warn("The batch will be replayed: {}", e.getMessage());
            throw e;
        }
    }

    private Blacklist blacklist(long version) {
        try {
            return blacklists.version(version);
        } catch (BlacklistException.Unavailable e) {
            throw new FailedException(e.getMessage(), e);
        } catch (BlacklistException.Refused e) {
            throw new ReportedFailedException(e.getMessage(), e);
        }
    }

    /** Emits also if the task has no lines: every counter task waits for a message of every ledger task. */
    @Override
    public void complete(Batch batch, TridentCollector collector) {
        timer.took(batch.txid(), Duration.ofNanos(batch.classifyingNanos().get()));
        if (batch.lines().countedAlready()) {
            collector.emit(new Values(true, List.of(), Map.of(), List.of()));
            return;
        }
        loggingMixedBatch(batch.lines()::checkComplete);
        List<LedgerEntry> entries = new ArrayList<>();
        batch.lines()
                .partitions()
                .forEach((partition, lines) -> entries.add(new LedgerEntry(
                        partition,
                        lines.topicId(),
                        lines.range().first(),
                        lines.range().from(),
                        lines.range().to(),
                        lines.range().blacklist(),
                        lines.range().rules(),
                        lines.digest(),
                        days(lines),
                        lines.outcomes(),
                        lines.visits())));
        Map<Integer, Map<CellKey, Long>> additions = new HashMap<>();
        batch.visits().forEach((row, clicks) -> additions
                .computeIfAbsent(CounterShards.of(row), any -> new HashMap<>())
                .put(CellKey.counter(row), clicks));
        collector.emit(new Values(false, entries, additions, batch.rejected()));
    }

    private static Map<LocalDate, CountedDays.Span> days(BatchCounts.PartitionCounts lines) {
        Map<LocalDate, CountedDays.Span> days = new HashMap<>();
        lines.days().forEach((day, span) -> days.put(day, new CountedDays.Span(span[0], span[1])));
        return days;
    }

    @Override
    public void cleanup() {
        // Nothing to close.
    }
}
