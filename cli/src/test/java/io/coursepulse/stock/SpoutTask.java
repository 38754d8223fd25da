package io.coursepulse.stock;

import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.spout.RecordingCollector;
import io.coursepulse.spout.SingleTaskContext;
import io.coursepulse.store.MemoryStore;
import io.coursepulse.topology.counts.CountingPipeline;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutTopicPartition;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;

/**
 * A spout's only task, batch after batch, each of which succeeds and is counted. What Trident keeps in ZooKeeper is kept
 * here, and outlives the task's workers. Used by one thread.
 */
final class SpoutTask implements AutoCloseable {

    private final Part part;
    private final IPartitionedTridentSpout<
                    List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>>
            spout;
    private final MemoryStore store = new MemoryStore();
    private final CountingPipeline counting = new CountingPipeline(store);
    private final Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> metadata = new HashMap<>();
    private IPartitionedTridentSpout.Emitter<
                    List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>>
            emitter;
    private List<KafkaTridentSpoutTopicPartition> partitions;
    private long txid;

    SpoutTask(Part part, String bootstrapServers, String topic) {
        this.part = part;
        this.spout = part.spout(bootstrapServers, topic, store);
        start();
    }

    private void start() {
        var coordinator = spout.getCoordinator(
                Map.of(Config.TOPOLOGY_MAX_SPOUT_PENDING, ExactKafkaSpout.maxSpoutPending(3)),
                SingleTaskContext.context());
        emitter = spout.getEmitter(Map.of(), SingleTaskContext.context());
        partitions = emitter.getOrderedPartitions(coordinator.getPartitionsForBatch());
        coordinator.close();
        emitter.refreshPartitions(partitions);
    }

    /** Stops the worker, runs {@code meanwhile}, and starts another one. */
    void restart(Step meanwhile) throws Exception {
        emitter.close();
        meanwhile.run();
        start();
    }

    /** What happens without a worker. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /**
     * One batch.
     *
     * @return the offsets of its lines, none if Kafka has not given any yet
     * @throws org.apache.storm.topology.FailedException if the spout fails it
     */
    List<Long> batch() {
        RecordingCollector tuples = new RecordingCollector();
        txid++;
        metadata.putAll(
                emitter.emitBatchNew(new TransactionAttempt(txid, 0), tuples, new HashSet<>(partitions), metadata));
        List<List<Object>> emitted = tuples.take();
        if (part == Part.OURS) {
            counting.count(txid, emitted);
        }
        return part.offsets(emitted);
    }

    /** Emits batches until one has lines. */
    List<Long> nextLines() {
        List<Long> lines;
        do {
            lines = batch();
        } while (lines.isEmpty());
        return lines;
    }

    @Override
    public void close() {
        emitter.close();
    }
}
