package org.apache.storm.kafka.spout.trident;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.storm.kafka.spout.internal.ClientFactory;
import org.apache.storm.kafka.spout.subscription.TopicAssigner;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.spout.IOpaquePartitionedTridentSpout;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;

/**
 * Storm's own emitters on a test's consumer. In Storm's package because the constructor with a consumer is
 * package-private.
 */
public final class StockEmitters {

    private StockEmitters() {}

    public static IPartitionedTridentSpout.Emitter<
                    List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>>
            transactional(Consumer<byte[], byte[]> consumer, TopologyContext context) {
        return new KafkaTridentTransactionalSpoutEmitter<>(emitter(consumer, context));
    }

    public static IOpaquePartitionedTridentSpout.Emitter<
                    List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>>
            opaque(Consumer<byte[], byte[]> consumer, TopologyContext context) {
        return new KafkaTridentOpaqueSpoutEmitter<>(emitter(consumer, context));
    }

    private static KafkaTridentSpoutEmitter<byte[], byte[]> emitter(
            Consumer<byte[], byte[]> consumer, TopologyContext context) {
        ClientFactory<byte[], byte[]> clients = new ClientFactory<>() {
            @Override
            public Consumer<byte[], byte[]> createConsumer(Map<String, Object> properties) {
                return consumer;
            }

            @Override
            public Admin createAdmin(Map<String, Object> properties) {
                throw new UnsupportedOperationException();
            }
        };
        return new KafkaTridentSpoutEmitter<>(
                new KafkaTridentSpoutConfig.Builder<byte[], byte[]>("127.0.0.1:9", "access-log").build(),
                context,
                clients,
                new TopicAssigner());
    }
}
