package io.coursepulse.topology.audit;

import io.coursepulse.blacklist.BlacklistException;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.visit.RulesIdentity;
import io.coursepulse.visit.Visit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Recounts a day from the lines in Kafka and compares every counter with the store. It shares the line classifier with
 * the topology, but none of the counting: no Storm, no transactions, no stored state except the offsets that the ledger
 * records as counted.
 */
public final class Recount {

    /** Receives progress updates. */
    public interface ProgressListener {
        void update(long lines, long totalLines);
    }

    /** Lines may be counted during a recount: it follows until both sides are at the same offsets. */
    private static final int MAX_ROUNDS = 50;

    private static final long POLL_INTERVAL_MILLIS = 100;

    private final PipelineConfig pipeline;
    private final CounterReader store;
    private final ProgressListener progress;

    /**
     * Recounts with the rules of {@code pipeline} and compares with {@code store}, which is not closed by this class.
     */
    public Recount(PipelineConfig pipeline, CounterReader store, ProgressListener progress) {
        this.pipeline = pipeline;
        this.store = store;
        this.progress = progress;
    }

    /**
     * Runs the recount.
     *
     * @param course the only course to count; all courses if empty
     * @throws AuditException if the lines are not in Kafka, or Kafka is unavailable
     * @throws io.coursepulse.store.StoreException.Unavailable if the store is unavailable
     */
    public RecountReport run(LocalDate day, Optional<String> course) throws InterruptedException {
        Predicate<Visit> selected = visit -> visit.minute().toLocalDate().equals(day)
                && (course.isEmpty() || visit.course().equals(course.get()));
        AtomicLong processed = new AtomicLong();
        Map<TopicPartition, PartitionRecount> partitions = new LinkedHashMap<>();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (int round = 1; ; round++) {
                LedgerSnapshot ledger =
                        LedgerSnapshot.read(store, pipeline.kafka().accessLog());
                checkLinesAreAvailable(ledger);
                RulesIdentity rules = RulesIdentity.of(pipeline.lines());
                ledger.rows()
                        .forEach((partition, row) -> partitions.computeIfAbsent(
                                partition,
                                name -> new PartitionRecount(
                                        pipeline,
                                        pipeline.blacklists(),
                                        rules,
                                        name,
                                        row.firstOffset(),
                                        selected,
                                        processed)));
                count(threads, partitions, ledger, processed);
                Map<CellKey, Long> found = stored(day, course);
                boolean ledgerChanged = !LedgerSnapshot.read(
                                store, pipeline.kafka().accessLog())
                        .equals(ledger);
                RecountReport report = compare(day, lines(ledger), sum(partitions), found);
                if (report.isExact() || round == MAX_ROUNDS) {
                    return report;
                }
                if (!ledgerChanged) {
                    // The newest batch may be in the ledger but not yet in every counter.
                    Thread.sleep(POLL_INTERVAL_MILLIS);
                }
            }
        } finally {
            threads.shutdownNow();
            partitions.values().forEach(PartitionRecount::close);
        }
    }

    private void checkLinesAreAvailable(LedgerSnapshot ledger) {
        Map<TopicPartition, TopicReader.Offsets> offsets = TopicOffsets.of(pipeline.kafka());
        ledger.rows().forEach((partition, row) -> {
            TopicReader.Offsets available = offsets.get(partition);
            if (available == null || available.beginning() > row.firstOffset() || available.end() < row.nextOffset()) {
                throw new AuditException("Recounting needs offsets " + row.firstOffset() + " to " + row.nextOffset()
                        + " of " + partition + ", but Kafka has "
                        + (available == null ? "no such partition" : available.beginning() + " to " + available.end())
                        + ". Deleted lines cannot be recounted; set the topic's retention.ms to the longest period"
                        + " that you want to recount.");
            }
        });
    }

    private void count(
            ExecutorService threads,
            Map<TopicPartition, PartitionRecount> partitions,
            LedgerSnapshot ledger,
            AtomicLong processed)
            throws InterruptedException {
        List<Future<Void>> counting = new ArrayList<>();
        partitions.forEach((name, partition) -> counting.add(threads.submit((Callable<Void>) () -> {
            partition.countTo(ledger.rows().get(name));
            return null;
        })));
        try {
            for (Future<Void> each : counting) {
                await(each, processed, lines(ledger));
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BlacklistException blacklist) {
                throw new AuditException(blacklist.getMessage(), blacklist);
            }
            throw e.getCause() instanceof AuditException failure
                    ? failure
                    : new AuditException("The recount failed: " + e.getCause(), e.getCause());
        }
    }

    private void await(Future<Void> counting, AtomicLong processed, long lines)
            throws InterruptedException, ExecutionException {
        while (true) {
            try {
                counting.get(POLL_INTERVAL_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS);
                progress.update(processed.get(), lines);
                return;
            } catch (java.util.concurrent.TimeoutException e) {
                progress.update(processed.get(), lines);
            }
        }
    }

    private static long lines(LedgerSnapshot ledger) {
        return ledger.rows().values().stream().mapToLong(LedgerRow::lines).sum();
    }

    private static Map<CellKey, Long> sum(Map<TopicPartition, PartitionRecount> partitions) {
        Map<CellKey, Long> sum = new HashMap<>();
        partitions.values().forEach(each -> each.counts().forEach((key, count) -> sum.merge(key, count, Long::sum)));
        return sum;
    }

    private Map<CellKey, Long> stored(LocalDate day, Optional<String> course) {
        Map<CellKey, Long> stored = new HashMap<>();
        for (Dimension dimension : Dimension.values()) {
            for (CounterValue count : store.day(dimension, day)) {
                if (course.isEmpty() || count.row().course().equals(course.get())) {
                    stored.put(CellKey.counter(count.row()), count.count());
                }
            }
        }
        return stored;
    }

    private static RecountReport compare(
            LocalDate day, long lines, Map<CellKey, Long> recounted, Map<CellKey, Long> stored) {
        List<RecountReport.Difference> differences = new ArrayList<>();
        TreeSet<CellKey> keys = new TreeSet<>(java.util.Comparator.comparing(CellKey::toString));
        keys.addAll(recounted.keySet());
        keys.addAll(stored.keySet());
        for (CellKey key : keys) {
            long expected = recounted.getOrDefault(key, 0L);
            long found = stored.getOrDefault(key, 0L);
            if (expected != found) {
                differences.add(new RecountReport.Difference(key, expected, found));
            }
        }
        return new RecountReport(day, lines, clicks(recounted), clicks(stored), keys.size(), differences);
    }

    private static long clicks(Map<CellKey, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().table().equals(Dimension.COURSE.table()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
