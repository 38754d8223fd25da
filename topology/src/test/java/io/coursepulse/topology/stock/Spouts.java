package io.coursepulse.topology.stock;

import io.coursepulse.spout.SingleTaskContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.trident.TopicPartitionSerializer;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.spout.IOpaquePartitionedTridentSpout;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.spout.ISpoutPartition;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.spout.OpaquePartitionedTridentSpoutExecutor;
import org.apache.storm.trident.spout.PartitionedTridentSpoutExecutor;
import org.apache.storm.tuple.Fields;

/** Puts emitters into Storm's executors, which keep their metadata in ZooKeeper. */
final class Spouts {

    /** The stream's id, which names its state in ZooKeeper. */
    static final String TRANSACTION_ID = "counts";

    private static final TopicPartitionSerializer SERIALIZER = new TopicPartitionSerializer();

    private Spouts() {}

    /** What a spout's coordinator says when the topic has these partitions. */
    static List<Map<String, Object>> partitions(TopicPartition... partitions) {
        return Stream.of(partitions).map(Spouts::withTopicId).toList();
    }

    /** As our coordinator has it; Storm's goes by topic and number alone. */
    private static Map<String, Object> withTopicId(TopicPartition partition) {
        Map<String, Object> map = SERIALIZER.toMap(partition);
        map.put("topic-id", 1L);
        return map;
    }

    /** A task of a transactional spout with this emitter. */
    @SuppressWarnings("unchecked")
    static ITridentSpout.Emitter<Object> task(
            IPartitionedTridentSpout.Emitter<?, ?, ?> emitter, Map<String, Object> settings) {
        return new PartitionedTridentSpoutExecutor(
                        new Transactional((IPartitionedTridentSpout.Emitter<Object, ISpoutPartition, Object>) emitter))
                .getEmitter(TRANSACTION_ID, settings, SingleTaskContext.context());
    }

    /** A task of an opaque spout with this emitter. */
    @SuppressWarnings("unchecked")
    static ITridentSpout.Emitter<Object> task(
            IOpaquePartitionedTridentSpout.Emitter<?, ?, ?> emitter, Map<String, Object> settings) {
        return new OpaquePartitionedTridentSpoutExecutor(
                        new Opaque((IOpaquePartitionedTridentSpout.Emitter<Object, ISpoutPartition, Object>) emitter))
                .getEmitter(TRANSACTION_ID, settings, SingleTaskContext.context());
    }

    private record Transactional(IPartitionedTridentSpout.Emitter<Object, ISpoutPartition, Object> emitter)
            implements IPartitionedTridentSpout<Object, ISpoutPartition, Object> {

        @Override
        public Coordinator<Object> getCoordinator(Map<String, Object> conf, TopologyContext context) {
            throw new UnsupportedOperationException("The test says which partitions there are");
        }

        @Override
        public Emitter<Object, ISpoutPartition, Object> getEmitter(Map<String, Object> conf, TopologyContext context) {
            return emitter;
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return Map.of();
        }

        @Override
        public Fields getOutputFields() {
            return new Fields();
        }
    }

    private record Opaque(IOpaquePartitionedTridentSpout.Emitter<Object, ISpoutPartition, Object> emitter)
            implements IOpaquePartitionedTridentSpout<Object, ISpoutPartition, Object> {

        @Override
        public Coordinator<Object> getCoordinator(Map<String, Object> conf, TopologyContext context) {
            throw new UnsupportedOperationException("The test says which partitions there are");
        }

        @Override
        public Emitter<Object, ISpoutPartition, Object> getEmitter(Map<String, Object> conf, TopologyContext context) {
            return emitter;
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return Map.of();
        }

        @Override
        public Fields getOutputFields() {
            return new Fields();
        }
    }
}
