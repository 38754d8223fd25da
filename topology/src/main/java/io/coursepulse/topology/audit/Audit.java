package io.coursepulse.topology.audit;

import io.coursepulse.config.KafkaConfig;
import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks the invariants of the counts: compares the ledger with itself, with Kafka's offsets, and with the sums of the
 * tables.
 *
 * <p>While lines are being counted, reading the tables spans many batches, so their sums can only be compared with the
 * counts before and after the read. If nothing was counted in between, the comparison is exact; the report says which
 * of the two it was.
 */
public final class Audit {

    /** A batch that is in the ledger must be in all counters within this time. */
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private record DayCourse(LocalDate day, String course) {}

    private final KafkaConfig kafka;
    private final CounterReader store;

    /** Audits the counts in {@code store}, which is not closed by this class, of the lines in {@code kafka}. */
    public Audit(KafkaConfig kafka, CounterReader store) {
        this.kafka = kafka;
        this.store = store;
    }

    /**
     * Runs the audit.
     *
     * @throws AuditException if Kafka is unavailable
     * @throws io.coursepulse.store.StoreException.Unavailable if the store is unavailable
     */
    public AuditReport run() throws InterruptedException {
        Instant end = Instant.now().plus(SETTLE_TIMEOUT);
        while (true) {
            AuditReport report = compare();
            if (report.isConsistent() || Instant.now().isAfter(end)) {
                return report;
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private AuditReport compare() {
        LedgerSnapshot before = LedgerSnapshot.read(store, kafka.accessLog());
        Map<Dimension, Map<DayCourse, Long>> tables = tables();
        LedgerSnapshot after = LedgerSnapshot.read(store, kafka.accessLog());
        // Read last, so that Kafka's end offsets are not behind the ledger.
        Map<TopicPartition, TopicReader.Offsets> offsets = TopicOffsets.of(kafka);
        boolean idle = before.equals(after);
        List<String> differences = new ArrayList<>();
        List<AuditReport.Partition> partitions = partitions(after, offsets, differences);
        compareSums(before, after, idle, tables, differences);
        if (idle) {
            compareCourses(tables, differences);
        }
        return new AuditReport(partitions, sums(tables), after.outcome(COUNTED), idle, differences);
    }

    private static final String COUNTED = "counted";

    private Map<Dimension, Map<DayCourse, Long>> tables() {
        Map<Dimension, Map<DayCourse, Long>> tables = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            Map<DayCourse, Long> byCourse = new HashMap<>();
            store.all(dimension, count -> {
                CounterRow row = count.row();
                byCourse.merge(new DayCourse(row.day(), row.course()), count.count(), Long::sum);
            });
            tables.put(dimension, byCourse);
        }
        return tables;
    }

    private List<AuditReport.Partition> partitions(
            LedgerSnapshot ledger, Map<TopicPartition, TopicReader.Offsets> offsets, List<String> differences) {
        Set<TopicPartition> names = new TreeSet<>(java.util.Comparator.comparingInt(TopicPartition::partition));
        names.addAll(offsets.keySet());
        names.addAll(ledger.rows().keySet());
        List<AuditReport.Partition> partitions = new ArrayList<>();
        for (TopicPartition name : names) {
            AuditReport.Partition partition = partition(name, ledger.rows().get(name), offsets.get(name));
            partition.differences().forEach(difference -> differences.add(name + ": " + difference));
            partitions.add(partition);
        }
        return partitions;
    }

    private static AuditReport.Partition partition(TopicPartition name, LedgerRow row, TopicReader.Offsets offsets) {
        List<String> differences = new ArrayList<>();
        if (offsets == null) {
            differences.add(
                    "the ledger has counted it up to offset " + row.nextOffset() + ", but Kafka has no such partition");
        } else if (row != null) {
            if (row.nextOffset() > offsets.end()) {
                differences.add(
                        "the ledger has counted it up to offset " + row.nextOffset() + ", but Kafka ends at offset "
                                + offsets.end() + ": the topic was re-created or has lost lines");
            }
            if (row.nextOffset() < offsets.beginning()) {
                differences.add((offsets.beginning() - row.nextOffset())
                        + " uncounted lines have been deleted: the ledger is at offset " + row.nextOffset() + ","
                        + " Kafka starts at offset " + offsets.beginning());
            }
        }
        if (row != null) {
            long sum =
                    row.outcomes().values().stream().mapToLong(Long::longValue).sum();
            if (sum != row.lines()) {
                differences.add("the ledger has " + row.lines() + " lines by offsets, but its outcomes sum to " + sum);
            }
        }
        return new AuditReport.Partition(
                name.toString(),
                row == null ? new LedgerRow(0, 0, 0, 0, 0, new TreeMap<>(), 0, Map.of()) : row,
                offsets == null ? 0 : offsets.end(),
                differences);
    }

    /**
     * Every click is in every table, except the tables of search engines and keywords, which contain only clicks with
     * one.
     */
    private static void compareSums(
            LedgerSnapshot before,
            LedgerSnapshot after,
            boolean idle,
            Map<Dimension, Map<DayCourse, Long>> tables,
            List<String> differences) {
        long upperBound = after.outcome(COUNTED);
        long lowerBound = idle ? upperBound : Math.max(0, before.outcome(COUNTED) - before.newestBatchLines());
        sums(tables).forEach((dimension, sum) -> {
            boolean tooFew = dimension.countsEveryVisit() && sum < lowerBound;
            if (tooFew || sum > upperBound) {
                differences.add(dimension.table() + " sums to " + sum + ", but the ledger has counted "
                        + (lowerBound == upperBound ? Long.toString(upperBound) : lowerBound + " to " + upperBound)
                        + " clicks");
            }
        });
    }

    private static void compareCourses(Map<Dimension, Map<DayCourse, Long>> tables, List<String> differences) {
        Map<DayCourse, Long> courses = tables.get(Dimension.COURSE);
        tables.forEach((dimension, sums) -> {
            Set<DayCourse> all = new java.util.HashSet<>(sums.keySet());
            all.addAll(courses.keySet());
            for (DayCourse each : all) {
                long sum = sums.getOrDefault(each, 0L);
                long clicks = courses.getOrDefault(each, 0L);
                if (dimension.countsEveryVisit() ? sum != clicks : sum > clicks) {
                    differences.add(dimension.table() + " has " + sum + " clicks of course " + each.course() + " on "
                            + each.day() + ", but " + Dimension.COURSE.table() + " has " + clicks);
                }
            }
        });
    }

    private static Map<Dimension, Long> sums(Map<Dimension, Map<DayCourse, Long>> tables) {
        Map<Dimension, Long> sums = new EnumMap<>(Dimension.class);
        tables.forEach((dimension, counts) -> sums.put(
                dimension, counts.values().stream().mapToLong(Long::longValue).sum()));
        return sums;
    }
}
