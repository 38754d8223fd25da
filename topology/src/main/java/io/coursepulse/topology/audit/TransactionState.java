package io.coursepulse.topology.audit;

import io.coursepulse.spout.OffsetRange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutTopicPartition;
import org.apache.storm.trident.topology.state.TransactionalState;

/**
 * Trident's state of one transactional stream in ZooKeeper: below {@code <transactional.zookeeper.root>/<id>}, the
 * current batch in {@code coordinator/currtx}, and for each partition the metadata of its last batches in {@code
 * user/<partition>/<txid>} (Storm 2.8.3: MasterBatchCoordinator, RotatingTransactionalState). It must not be changed
 * while the topology runs, which caches it. Not thread-safe.
 */
public final class TransactionState implements AutoCloseable {

    private static final String CURRENT_TX = "currtx";
    private static final String ATTEMPTS = "currattempts";
    private static final String PARTITION_LISTS = "meta";

    /**
     * The content of the state.
     *
     * @param txid the next batch to process; 1 if there is no state
     * @param ranges the newest metadata of each partition; partitions without metadata are absent
     */
    public record Content(long txid, Map<TopicPartition, OffsetRange> ranges) {

        public Content {
            Map<TopicPartition, OffsetRange> sorted = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
            sorted.putAll(ranges);
            ranges = sorted;
        }
    }

    private final TransactionalState coordinator;
    private final TransactionalState user;

    /**
     * Connects to Storm's ZooKeeper.
     *
     * @param conf Storm's configuration
     * @param id the stream's transaction id
     */
    public TransactionState(Map<String, Object> conf, String id) {
        this(TransactionalState.newCoordinatorState(conf, id), TransactionalState.newUserState(conf, id));
    }

    /**
     * Uses connections that are open already.
     *
     * @param coordinator the half that Trident's coordinator writes; closed with this
     * @param user the half that the spout's tasks write; closed with this
     */
    public TransactionState(TransactionalState coordinator, TransactionalState user) {
        this.coordinator = coordinator;
        this.user = user;
    }

    /** Reads the state. */
    public Content read() {
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        batches().forEach((partition, batches) -> ranges.put(partition, batches.get(batches.size() - 1)));
        Object txid = coordinator.getData(CURRENT_TX);
        return new Content(txid instanceof Number number ? number.longValue() : 1, ranges);
    }

    /** All stored metadata of each partition, in the order of the batches; Trident keeps the last committed batch. */
    public Map<TopicPartition, List<OffsetRange>> batches() {
        Map<TopicPartition, List<OffsetRange>> batches = new HashMap<>();
        for (String name : user.list("")) {
            List<OffsetRange> stored = batches(name);
            if (!stored.isEmpty()) {
                batches.put(partition(name), stored);
            }
        }
        return batches;
    }

    private List<OffsetRange> batches(String partition) {
        return user.list(partition).stream()
                .map(Long::valueOf)
                .sorted()
                .map(txid -> user.getData(partition + "/" + txid))
                .filter(Objects::nonNull)
                .map(TransactionState::range)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static OffsetRange range(Object metadata) {
        if (metadata instanceof Map<?, ?> map) {
            return OffsetRange.of((Map<String, Object>) map);
        }
        throw new AuditException("The transaction state in ZooKeeper was not written by CoursePulse: " + metadata
                + ". Use a unique counts.transaction-id for this topology.");
    }

    /** Parses {@code access-log@0}, the format of {@link KafkaTridentSpoutTopicPartition#getId()}. */
    private static TopicPartition partition(String id) {
        int at = id.lastIndexOf('@');
        return new TopicPartition(id.substring(0, at), Integer.parseInt(id.substring(at + 1)));
    }

    /** Replaces the state. The current batch is written last: without it Trident finds no state. */
    public void replace(Content content) {
        deleteIfExists(CURRENT_TX);
        deleteIfExists(ATTEMPTS);
        deleteChildren(coordinator, PARTITION_LISTS);
        for (String name : user.list("")) {
            deleteChildren(user, name);
        }
        content.ranges().forEach((partition, range) -> {
            String id = new KafkaTridentSpoutTopicPartition(partition).getId();
            user.mkdir(id);
            user.setData(id + "/" + range.txid(), range.toMap());
        });
        coordinator.setData(CURRENT_TX, content.txid());
    }

    private void deleteIfExists(String path) {
        if (coordinator.getData(path) != null) {
            coordinator.delete(path);
        }
    }

    private static void deleteChildren(TransactionalState node, String path) {
        List<String> children = node.list(path);
        children.forEach(child -> node.delete(path + "/" + child));
    }

    @Override
    public void close() {
        coordinator.close();
        user.close();
    }
}
