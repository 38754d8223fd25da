package io.coursepulse.blacklist;

import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.spout.ExactKafkaSpoutConfig;
import io.coursepulse.spout.PartitionStart;
import io.coursepulse.spout.RecordingCollector;
import io.coursepulse.spout.SingleTaskContext;
import io.coursepulse.store.CounterStore;
import io.coursepulse.topology.counts.CountingPipeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutTopicPartition;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;

/**
 * Our spout's only task, whose batches can be tried again. What Trident keeps in ZooKeeper is kept here. Used by one
 * thread.
 */
final class ReplayedSpout implements AutoCloseable {

    private final IPartitionedTridentSpout.Emitter<
                    List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>>
            emitter;
    private final List<KafkaTridentSpoutTopicPartition> partitions;
    private final Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> metadata = new HashMap<>();
    private long txid;
    private int attempt;

    ReplayedSpout(String bootstrapServers, String topic, Blacklists blacklists, CounterStore ledger) {
        ExactKafkaSpout spout = new ExactKafkaSpout(new ExactKafkaSpoutConfig(
                bootstrapServers,
                topic,
                50_000,
                2,
                3,
                Duration.ofSeconds(30),
                blacklists,
                new ExactKafkaSpoutConfig.Rules(7, "the rules of the test"),
                PartitionStart.ZERO,
                CountingPipeline.ledgerReader(ledger)));
        var coordinator = spout.getCoordinator(
                Map.of(Config.TOPOLOGY_MAX_SPOUT_PENDING, ExactKafkaSpout.maxSpoutPending(3)),
                SingleTaskContext.context());
        emitter = spout.getEmitter(Map.of(), SingleTaskContext.context());
        partitions = emitter.getOrderedPartitions(coordinator.getPartitionsForBatch());
        coordinator.close();
        emitter.refreshPartitions(partitions);
    }

    /** The last emitted batch. */
    long txid() {
        return txid;
    }

    /** The next batch; waits until it has lines. */
    List<List<Object>> newBatch() {
        RecordingCollector chunks = new RecordingCollector();
        List<List<Object>> emitted;
        Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> ranges;
        txid++;
        attempt = 0;
        do {
            ranges = emitter.emitBatchNew(
                    new TransactionAttempt(txid, attempt), chunks, new HashSet<>(partitions), metadata);
            emitted = chunks.take();
        } while (emitted.stream().noneMatch(ReplayedSpout::hasLines));
        metadata.putAll(ranges);
        return emitted;
    }

    private static boolean hasLines(List<Object> chunk) {
        return ((byte[]) chunk.get(4)).length > 0;
    }

    /** The last batch again, by its metadata. */
    List<List<Object>> replay() {
        RecordingCollector chunks = new RecordingCollector();
        attempt++;
        metadata.forEach((partition, range) ->
                emitter.reEmitPartitionBatch(new TransactionAttempt(txid, attempt), chunks, partition, range));
        return chunks.take();
    }

    @Override
    public void close() {
        emitter.close();
    }
}
