package io.coursepulse.topology.audit;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.LedgerRow;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * The ledger of one topic, or of all topics whose lines are in the counts, at one point in time; in partition order.
 *
 * @param rows the ledger's record of each partition
 */
record LedgerSnapshot(Map<TopicPartition, LedgerRow> rows) {

    /** The outcome of the lines that are in the counts. */
    static final String COUNTED = "counted";

    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    /** The rows of one topic. */
    static LedgerSnapshot read(CounterReader store, String topic) {
        return read(store, partition -> partition.topic().equals(topic));
    }

    /** All rows: the counts contain the lines of every topic that was counted into these tables. */
    static LedgerSnapshot readAll(CounterReader store) {
        return read(store, partition -> true);
    }

    private static LedgerSnapshot read(CounterReader store, Predicate<TopicPartition> selected) {
        Map<TopicPartition, LedgerRow> rows = new TreeMap<>(ORDER);
        store.ledger().forEach((name, columns) -> {
            TopicPartition partition = parse(name);
            if (selected.test(partition)) {
                LedgerRow.of(columns).ifPresent(row -> rows.put(partition, row));
            }
        });
        return new LedgerSnapshot(rows);
    }

    /** Parses {@code access-log-0}: the number follows the last hyphen. */
    private static TopicPartition parse(String name) {
        int hyphen = name.lastIndexOf('-');
        return new TopicPartition(name.substring(0, hyphen), Integer.parseInt(name.substring(hyphen + 1)));
    }

    Optional<LedgerRow> row(TopicPartition partition) {
        return Optional.ofNullable(rows.get(partition));
    }

    /** The newest batch in the ledger; 0 if there is none. */
    long txid() {
        return rows.values().stream().mapToLong(LedgerRow::txid).max().orElse(0);
    }

    /** Whether no line was counted between this and {@code later}; there may have been batches without lines. */
    boolean hasSameLines(LedgerSnapshot later) {
        return rows.keySet().equals(later.rows.keySet())
                && rows.entrySet().stream()
                        .allMatch(row -> row.getValue().nextOffset()
                                == later.rows.get(row.getKey()).nextOffset());
    }

    /** The number of lines with an outcome. */
    long outcome(String name) {
        return rows.values().stream()
                .mapToLong(row -> row.outcomes().getOrDefault(name, 0L))
                .sum();
    }

    /**
     * The number of counted lines that must be in a dimension's table.
     *
     * @throws AuditException if a row is older than that number
     */
    long visits(Dimension dimension) {
        if (dimension.countsEveryVisit()) {
            return outcome(COUNTED);
        }
        long visits = 0;
        for (Map.Entry<TopicPartition, LedgerRow> row : rows.entrySet()) {
            Long number = row.getValue().visits().get(dimension);
            if (number == null) {
                throw new AuditException("The ledger of " + row.getKey() + " has no column "
                        + Ledger.visitsColumn(dimension) + ", so " + dimension.table()
                        + " cannot be checked: an earlier version of CoursePulse began to count these tables. Count into"
                        + " new tables to have counts that can be audited.");
            }
            visits += number;
        }
        return visits;
    }

    /** The first offset whose line may be in the ledger but not in every counter: where the newest batch starts. */
    long certainOffset(TopicPartition partition) {
        return row(partition)
                .map(row -> row.txid() == txid() ? row.batchOffset() : row.nextOffset())
                .orElse(0L);
    }

    /** The number of lines of the newest batch, which may be in the ledger but not yet in every counter. */
    long newestBatchLines() {
        long txid = txid();
        return rows.values().stream()
                .filter(row -> row.txid() == txid)
                .mapToLong(row -> row.nextOffset() - row.batchOffset())
                .sum();
    }
}
