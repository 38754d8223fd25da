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

/** Runs emitters in Storm's executors, which store their metadata in EmbeddedZooKeeper. */
final class Spouts {

    /** The stream's transaction ID, which names its state in EmbeddedZooKeeper. */
    static final String TRANSACTION_ID = "counts";

    private static final TopicPartitionSerializer SERIALIZER = new TopicPartitionSerializer();

    private Spouts() {}

    /** The coordinator's result for a topic with these partitions. */
    static List<Map<String, Object>> partitions(TopicPartition... partitions) {
        return Stream.of(partitions).map(Spouts::withTopicId).toList();
    }

    /** As in our coordinator; Storm's uses only topic and number. */
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
            throw new UnsupportedOperationException("the test provides the partitions");
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
            throw new UnsupportedOperationException("the test provides the partitions");
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
