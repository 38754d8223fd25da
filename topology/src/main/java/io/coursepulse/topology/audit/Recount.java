package io.coursepulse.topology.audit;

import io.coursepulse.blacklist.BlacklistException;
import io.coursepulse.config.Stopwatch;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.BoundedKeys;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CountedDays;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.visit.RulesIdentity;
import io.coursepulse.visit.Visit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Recounts a day from the lines in Kafka and compares every counter with the store. It shares the line classifier with
 * the topology, but none of the counting: no Storm, no transactions, no stored state except the offsets that the ledger
 * records as counted.
 *
 * <p>The store is read between two looks at the ledger, and the lines once, up to the second. While lines are being
 * counted, each counter then lies between the count of the lines that were in every counter at the first look and that of
 * those in the ledger at the second. Which lines were in every counter: all before the newest batch, for the ledger takes
 * a batch only when the one before it is in all counters. If nothing was counted in between, the comparison is exact.
 */
public final class Recount {

    /** Receives progress updates. */
    public interface ProgressListener {
        void update(long lines, long totalLines);
    }

    /** A batch that is in the ledger must be in all counters within this time. */
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(10);

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

    /** What the store had of a day between two looks at the ledger. */
    private record Reading(LedgerSnapshot before, Map<CellKey, Long> counters, LedgerSnapshot after) {

        boolean isIdle() {
            return before.hasSameLines(after);
        }
    }

    /**
     * Runs the recount.
     *
     * @param course the only course to count; all courses if empty
     * @throws AuditException if the lines are not in Kafka, were counted under other rules, or Kafka is unavailable
     * @throws io.coursepulse.store.StoreException.Unavailable if the store is unavailable
     */
    public RecountReport run(LocalDate day, Optional<String> course) throws InterruptedException {
        if (course.filter(BoundedKeys::isOtherCourse).isPresent()) {
            throw new AuditException(
                    course.get() + " stands for all courses beyond counts.max-courses-per-day of a shard;"
                            + " recount the day without --course.");
        }
        Reading first = read(day, course);
        Map<TopicPartition, PartitionRecount.Part> parts = parts(first, day);
        checkLinesAreAvailable(parts);
        checkRules(parts, first.after());
        Counts counts = new Counts(day, course, lines(parts), new HashMap<>(), new HashMap<>());
        count(parts, first.after(), counts);
        RecountReport report = counts.compare(first, first.isIdle());
        Stopwatch settling = Stopwatch.started();
        Reading last = first;
        while (!report.isConsistent() && last.isIdle() && !settling.hasPassed(SETTLE_TIMEOUT)) {
            // The newest batch may be in the ledger but not yet in every counter.
            Thread.sleep(POLL_INTERVAL_MILLIS);
            last = read(day, course);
            if (!last.after().hasSameLines(first.after())) {
                return counts.compare(first, false);
            }
            report = counts.compare(last, last.isIdle());
        }
        return report;
    }

    /**
     * What was counted, under the keys that lines have.
     *
     * @param lines how many were read
     * @param atLeast by those that were in every counter at the first look
     * @param atMost by those that were in the ledger at the second
     */
    private record Counts(
            LocalDate day, Optional<String> course, long lines, Map<CellKey, Long> atLeast, Map<CellKey, Long> atMost) {

        /** Compares with a reading, whose keys say which courses and keywords are counted as others. */
        RecountReport compare(Reading reading, boolean idle) {
            Set<CellKey> keys = reading.counters().keySet();
            Map<CellKey, Long> most = BoundedKeys.fold(atMost, keys);
            if (course.isPresent() && ofCourse(most).isEmpty() && !most.isEmpty()) {
                throw new AuditException("Course " + course.get() + " came after counts.max-courses-per-day on " + day
                        + " and is counted as "
                        + most.keySet().iterator().next().row()
                        + ", with others; recount the day without --course.");
            }
            Map<CellKey, Long> least = idle ? most : BoundedKeys.fold(atLeast, keys);
            return report(day, lines, idle, ofCourse(reading.counters()), ofCourse(least), ofCourse(most));
        }

        private Map<CellKey, Long> ofCourse(Map<CellKey, Long> counters) {
            if (course.isEmpty()) {
                return counters;
            }
            Map<CellKey, Long> selected = new HashMap<>(counters);
            selected.keySet().removeIf(cell -> !cell.row().endsWith(Dimension.SEPARATOR + course.get()));
            return selected;
        }
    }

    private Reading read(LocalDate day, Optional<String> course) {
        LedgerSnapshot before = LedgerSnapshot.read(store, pipeline.kafka().accessLog());
        Map<CellKey, Long> counters = stored(day, course);
        return new Reading(
                before, counters, LedgerSnapshot.read(store, pipeline.kafka().accessLog()));
    }

    /** Of one course, also those that it may be counted as. */
    private Map<CellKey, Long> stored(LocalDate day, Optional<String> course) {
        Map<CellKey, Long> stored = new HashMap<>();
        for (Dimension dimension : Dimension.values()) {
            for (CounterValue count : store.day(dimension, day)) {
                String counted = count.row().course();
                if (course.isEmpty() || counted.equals(course.get()) || BoundedKeys.isOtherCourse(counted)) {
                    stored.put(CellKey.counter(count.row()), count.count());
                }
            }
        }
        return stored;
    }

    /** Where the day's lines are. Partitions without any are absent. */
    private Map<TopicPartition, PartitionRecount.Part> parts(Reading reading, LocalDate day) {
        Map<String, CountedDays.Span> spans = CountedDays.of(store, day);
        Map<TopicPartition, PartitionRecount.Part> parts = new LinkedHashMap<>();
        reading.after().rows().forEach((partition, row) -> {
            CountedDays.Span span = spans.get(partition.toString());
            long from = span == null ? row.nextOffset() : span.first();
            long to = span == null ? row.nextOffset() : Math.min(row.nextOffset(), span.last() + 1);
            if (row.daysSince() > row.firstOffset()) {
                // An earlier version counted the first lines, and did not note their days.
                from = row.firstOffset();
                to = Math.max(to, Math.min(row.daysSince(), row.nextOffset()));
            }
            if (from < to) {
                long certain = reading.before().certainOffset(partition);
                parts.put(partition, new PartitionRecount.Part(from, certain, to));
            }
        });
        return parts;
    }

    private void checkLinesAreAvailable(Map<TopicPartition, PartitionRecount.Part> parts) {
        Map<TopicPartition, TopicReader.Offsets> offsets = TopicOffsets.of(pipeline.kafka());
        parts.forEach((partition, part) -> {
            TopicReader.Offsets available = offsets.get(partition);
            if (available == null || available.beginning() > part.from() || available.end() < part.to()) {
                throw new AuditException("Recounting needs offsets " + part.from() + " to " + part.to() + " of "
                        + partition + ", but Kafka has "
                        + (available == null ? "no such partition" : available.beginning() + " to " + available.end())
                        + ". Deleted lines cannot be recounted; set the topic's retention.ms to the longest period"
                        + " that you want to recount.");
            }
        });
    }

    private void checkRules(Map<TopicPartition, PartitionRecount.Part> parts, LedgerSnapshot ledger) {
        RulesIdentity rules = RulesIdentity.of(pipeline.lines());
        parts.forEach((partition, part) -> {
            LedgerRow row = ledger.rows().get(partition);
            Set<Long> used = new TreeSet<>(
                    row.rules().subMap(part.from(), false, part.to(), false).values());
            used.add(row.rulesAt(part.from()));
            used.remove(RulesIdentity.UNKNOWN);
            used.remove(rules.id());
            if (!used.isEmpty()) {
                throw new AuditException(
                        "Of offsets " + part.from() + " to " + part.to() + " of " + partition
                                + ", some were counted under rules " + used + ", but these are rules " + rules.id()
                                + " ("
                                + rules.description()
                                + "), which may judge them otherwise. Recount with the configuration and"
                                + " the version of CoursePulse that counted them; the worker's log has the rules at every start.");
            }
        });
    }

    private void count(Map<TopicPartition, PartitionRecount.Part> parts, LedgerSnapshot ledger, Counts counts)
            throws InterruptedException {
        Predicate<Visit> selected = visit -> visit.minute().toLocalDate().equals(counts.day())
                && (counts.course().isEmpty()
                        || visit.course().equals(counts.course().get()));
        AtomicLong processed = new AtomicLong();
        List<PartitionRecount> recounts = new ArrayList<>();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            parts.forEach((partition, part) -> recounts.add(new PartitionRecount(
                    pipeline, partition, part, ledger.rows().get(partition), selected, processed)));
            List<Future<?>> counting = new ArrayList<>();
            recounts.forEach(each -> counting.add(threads.submit(each::run)));
            for (Future<?> each : counting) {
                await(each, processed, lines(parts));
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BlacklistException blacklist) {
                throw new AuditException(blacklist.getMessage(), blacklist);
            }
            throw e.getCause() instanceof AuditException failure
                    ? failure
                    : new AuditException("The recount failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
            recounts.forEach(PartitionRecount::close);
        }
        recounts.forEach(each -> each.addTo(counts.atLeast(), counts.atMost()));
    }

    private void await(Future<?> counting, AtomicLong processed, long lines)
            throws InterruptedException, ExecutionException {
        while (true) {
            try {
                counting.get(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
                progress.update(processed.get(), lines);
                return;
            } catch (TimeoutException e) {
                progress.update(processed.get(), lines);
            }
        }
    }

    private static long lines(Map<TopicPartition, PartitionRecount.Part> parts) {
        return parts.values().stream()
                .mapToLong(part -> part.to() - part.from())
                .sum();
    }

    private static RecountReport report(
            LocalDate day,
            long lines,
            boolean idle,
            Map<CellKey, Long> stored,
            Map<CellKey, Long> atLeast,
            Map<CellKey, Long> atMost) {
        List<RecountReport.Difference> differences = new ArrayList<>();
        TreeSet<CellKey> keys = new TreeSet<>(Comparator.comparing(CellKey::toString));
        keys.addAll(atMost.keySet());
        keys.addAll(stored.keySet());
        for (CellKey key : keys) {
            long least = atLeast.getOrDefault(key, 0L);
            long most = atMost.getOrDefault(key, 0L);
            long found = stored.getOrDefault(key, 0L);
            if (found < least || found > most) {
                differences.add(new RecountReport.Difference(key, least, most, found, stored.containsKey(key)));
            }
        }
        return new RecountReport(
                day, lines, clicks(atLeast), clicks(atMost), clicks(stored), keys.size(), idle, differences);
    }

    private static long clicks(Map<CellKey, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().table().equals(Dimension.COURSE.table()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
