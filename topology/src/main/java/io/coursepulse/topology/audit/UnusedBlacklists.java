package io.coursepulse.topology.audit;

import io.coursepulse.config.KafkaConfig;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Which versions of the blacklist are not needed any more: no line that is still in Kafka was classified with them, so
 * that neither a replay nor a recount asks for them. Batches in flight use versions that are not older than the ledger's.
 */
public final class UnusedBlacklists {

    private UnusedBlacklists() {}

    /**
     * Reads the ledger and Kafka's first offsets.
     *
     * @return whether a version is not needed
     * @throws AuditException if Kafka is unavailable
     * @throws io.coursepulse.store.StoreException.Unavailable if the store is unavailable
     */
    public static LongPredicate in(KafkaConfig kafka, CounterReader store) {
        return in(kafka.accessLog(), LedgerSnapshot.readAll(store), TopicOffsets.of(kafka));
    }

    static LongPredicate in(String topic, LedgerSnapshot ledger, Map<TopicPartition, TopicReader.Offsets> kafka) {
        Set<Long> used = new TreeSet<>();
        long oldestInUse = Long.MAX_VALUE;
        for (Map.Entry<TopicPartition, LedgerRow> entry : ledger.rows().entrySet()) {
            LedgerRow row = entry.getValue();
            TopicReader.Offsets offsets = kafka.get(entry.getKey());
            // Of a topic that is not counted now, nobody knows here what is left of it.
            long beginning =
                    offsets == null || !entry.getKey().topic().equals(topic) ? row.firstOffset() : offsets.beginning();
            used.add(row.blacklistAt(beginning));
            used.addAll(row.blacklists().tailMap(beginning, true).values());
            oldestInUse = Math.min(oldestInUse, row.blacklist());
        }
        long oldest = oldestInUse;
        return version ->
                version < oldest && !used.contains(version) && !ledger.rows().isEmpty();
    }
}
