package io.coursepulse.topology.audit;

import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The ledger of one topic at one point in time, in partition order.
 *
 * @param rows the ledger's record of each partition
 */
record LedgerSnapshot(Map<TopicPartition, LedgerRow> rows) {

    static LedgerSnapshot read(CounterReader store, String topic) {
        Map<TopicPartition, LedgerRow> rows = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        store.ledger().forEach((name, columns) -> {
            TopicPartition partition = parse(name);
            if (partition.topic().equals(topic)) {
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

    /** The number of lines with an outcome. */
    long outcome(String name) {
        return rows.values().stream()
                .mapToLong(row -> row.outcomes().getOrDefault(name, 0L))
                .sum();
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
