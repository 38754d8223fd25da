package io.coursepulse.topology.counts;

import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.log.ServedStatuses;
import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.spout.LedgerReader;
import io.coursepulse.spout.RecordingCollector;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.KeyLimits;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.LedgerEntry;
import io.coursepulse.store.ShardedCounters;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.OutcomeCounts;
import io.coursepulse.visit.RobotPolicy;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.tuple.Fields;

/** The components downstream of the spout in {@link CountsTopology}, in the same order, without Storm. */
public final class CountingPipeline {

    private static final Fields CHUNK = new Fields(
            ExactKafkaSpout.PARTITION,
            ExactKafkaSpout.FROM,
            ExactKafkaSpout.TO,
            ExactKafkaSpout.BLACKLIST,
            ExactKafkaSpout.CHUNK,
            ExactKafkaSpout.TOPIC_ID,
            ExactKafkaSpout.BATCH_FROM,
            ExactKafkaSpout.BATCH_TO,
            ExactKafkaSpout.FIRST,
            ExactKafkaSpout.RULES);

    private final VisitAggregator visits;
    private final Ledger ledger;
    private final ShardedCounters counters;

    public CountingPipeline(CounterStore store) {
        this(store, Blacklists.NONE);
    }

    public CountingPipeline(CounterStore store, Blacklists blacklists) {
        visits = new VisitAggregator(
                new LineRules(
                        LineFormat.COURSE,
                        new CoursePages(List.of("/class/{course}.html")),
                        ServedStatuses.DEFAULT,
                        RobotPolicy.FILTER,
                        ZoneOffset.UTC),
                blacklists);
        visits.prepare(Map.of(), null);
        ledger = new Ledger(store, OutcomeCounts.columns());
        counters = new ShardedCounters(store, CounterShards.ofTask(0, 1), 100, new KeyLimits(1_000, 1_000));
    }

    /** Opens a reader of the ledger in {@code store}. */
    public static LedgerReader.Factory ledgerReader(CounterStore store) {
        return () -> new StoreLedgerReader(store);
    }

    /**
     * Counts the chunks of a batch.
     *
     * @throws io.coursepulse.store.StoreException if {@link Ledger#write} or {@link ShardedCounters#add} throws it
     */
    @SuppressWarnings("unchecked")
    public void count(long txid, List<List<Object>> chunks) {
        VisitAggregator.Batch batch = visits.init(new TransactionAttempt(txid, 0), null);
        for (List<Object> chunk : chunks) {
            visits.aggregate(batch, TridentTupleView.createFreshTuple(CHUNK, chunk), null);
        }
        RecordingCollector emitted = new RecordingCollector();
        visits.complete(batch, emitted);
        for (List<Object> entriesAndAdditions : emitted.take()) {
            if ((Boolean) entriesAndAdditions.get(0)) {
                counters.checkHas(txid);
                continue;
            }
            List<LedgerEntry> entries = (List<LedgerEntry>) entriesAndAdditions.get(1);
            ledger.write(txid, entries);
            counters.add(
                    txid,
                    entries.stream().mapToLong(LedgerEntry::offsetsDigest).sum(),
                    (Map<Integer, Map<CellKey, Long>>) entriesAndAdditions.get(2));
        }
    }
}
