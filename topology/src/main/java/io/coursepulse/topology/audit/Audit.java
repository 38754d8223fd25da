package io.coursepulse.topology.audit;

import io.coursepulse.config.KafkaConfig;
import io.coursepulse.config.Stopwatch;
import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
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

    /**
     * What Kafka has of the topic that is being counted.
     *
     * @param id the topic's ID, as the ledger has it; empty if it does not exist
     * @param offsets the available offsets of each partition
     */
    record Topic(Optional<Long> id, Map<TopicPartition, TopicReader.Offsets> offsets) {}

    private final String topic;
    private final CounterReader store;
    private final Supplier<Topic> kafka;
    private final Duration settleTimeout;

    /** Audits the counts in {@code store}, which is not closed by this class, of the lines in {@code kafka}. */
    public Audit(KafkaConfig kafka, CounterReader store) {
        this(
                kafka.accessLog(),
                store,
                () -> new Topic(TopicOffsets.topicId(kafka), TopicOffsets.of(kafka)),
                SETTLE_TIMEOUT);
    }

    Audit(String topic, CounterReader store, Supplier<Topic> kafka, Duration settleTimeout) {
        this.topic = topic;
        this.store = store;
        this.kafka = kafka;
        this.settleTimeout = settleTimeout;
    }

    /**
     * Runs the audit.
     *
     * @throws AuditException if Kafka is unavailable, or the ledger lacks a number to compare with
     * @throws io.coursepulse.store.StoreException.Unavailable if the store is unavailable
     */
    public AuditReport run() throws InterruptedException {
        Stopwatch stopwatch = Stopwatch.started();
        while (true) {
            AuditReport report = compare();
            if (report.isConsistent() || stopwatch.hasPassed(settleTimeout)) {
                return report;
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private AuditReport compare() {
        LedgerSnapshot before = LedgerSnapshot.readAll(store);
        Map<Dimension, Map<DayCourse, Long>> tables = tables();
        LedgerSnapshot after = LedgerSnapshot.readAll(store);
        // Read last, so that Kafka's end offsets are not behind the ledger.
        Topic inKafka = kafka.get();
        boolean idle = before.hasSameLines(after);
        List<String> differences = new ArrayList<>();
        List<AuditReport.Partition> partitions = partitions(after, inKafka, differences);
        compareSums(before, after, idle, tables, differences);
        if (idle) {
            compareCourses(tables, differences);
        }
        return new AuditReport(partitions, sums(tables), after.outcome(LedgerSnapshot.COUNTED), idle, differences);
    }

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

    private List<AuditReport.Partition> partitions(LedgerSnapshot ledger, Topic inKafka, List<String> differences) {
        Set<TopicPartition> names = new TreeSet<>(LedgerSnapshot.ORDER);
        names.addAll(inKafka.offsets().keySet());
        names.addAll(ledger.rows().keySet());
        List<AuditReport.Partition> partitions = new ArrayList<>();
        for (TopicPartition name : names) {
            AuditReport.Partition partition = partition(name, ledger.row(name), inKafka);
            partition.differences().forEach(difference -> differences.add(name + ": " + difference));
            partitions.add(partition);
        }
        return partitions;
    }

    /** A topic that was counted before, under another name, need not exist anymore; its row must still balance. */
    private AuditReport.Partition partition(TopicPartition name, Optional<LedgerRow> row, Topic inKafka) {
        List<String> differences = new ArrayList<>();
        Optional<TopicReader.Offsets> offsets =
                Optional.ofNullable(inKafka.offsets().get(name));
        row.ifPresent(counted -> {
            if (name.topic().equals(topic)) {
                compareWithKafka(counted, offsets, inKafka.id(), differences);
            }
            long sum = counted.outcomes().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            if (sum != counted.lines()) {
                differences.add(
                        "the ledger has " + counted.lines() + " lines by offsets, but its outcomes sum to " + sum);
            }
        });
        return new AuditReport.Partition(
                name.toString(),
                row.orElseGet(
                        () -> new LedgerRow(0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), 0, 0, Map.of(), Map.of())),
                offsets.map(available -> OptionalLong.of(available.end())).orElse(OptionalLong.empty()),
                differences);
    }

    private static void compareWithKafka(
            LedgerRow row, Optional<TopicReader.Offsets> offsets, Optional<Long> topicId, List<String> differences) {
        if (topicId.isPresent() && topicId.get() != row.topicId()) {
            differences.add("the ledger has counted another topic of this name, with topic ID " + row.topicId()
                    + ", but Kafka's has " + topicId.get()
                    + ": the topic was deleted and re-created, or kafka.bootstrap-servers points to another cluster");
        }
        if (offsets.isEmpty()) {
            differences.add(
                    "the ledger has counted it up to offset " + row.nextOffset() + ", but Kafka has no such partition");
            return;
        }
        TopicReader.Offsets available = offsets.get();
        if (row.nextOffset() > available.end()) {
            differences.add("the ledger has counted it up to offset " + row.nextOffset() + ", but Kafka ends at offset "
                    + available.end() + ": the topic was re-created or has lost lines");
        }
        if (row.nextOffset() < available.beginning()) {
            differences.add((available.beginning() - row.nextOffset())
                    + " uncounted lines have been deleted: the ledger is at offset " + row.nextOffset() + ","
                    + " Kafka starts at offset " + available.beginning());
        }
    }

    private static void compareSums(
            LedgerSnapshot before,
            LedgerSnapshot after,
            boolean idle,
            Map<Dimension, Map<DayCourse, Long>> tables,
            List<String> differences) {
        sums(tables).forEach((dimension, sum) -> {
            long upperBound = after.visits(dimension);
            long lowerBound = idle ? upperBound : Math.max(0, before.visits(dimension) - before.newestBatchLines());
            if (sum < lowerBound || sum > upperBound) {
                differences.add(dimension.table() + " sums to " + sum + ", but the ledger has counted "
                        + (lowerBound == upperBound ? Long.toString(upperBound) : lowerBound + " to " + upperBound)
                        + " clicks" + (dimension.countsEveryVisit() ? "" : " with a value"));
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
