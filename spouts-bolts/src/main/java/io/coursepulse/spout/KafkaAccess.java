package io.coursepulse.spout;

import io.coursepulse.config.Ticker;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** How {@link ExactKafkaSpout} reaches Kafka, and the time that it waits in. Each task opens what it needs. */
public interface KafkaAccess extends Serializable {

    /** Opens a consumer with these properties. */
    Consumer<byte[], byte[]> consumer(Map<String, Object> properties);

    /** Opens the lookup of the topic. */
    TopicLookup lookup();

    /** Opens the end offsets of the topic. */
    TopicEnds ends();

    /** What timeouts and pauses are measured with. */
    Ticker ticker();

    /**
     * A Kafka cluster.
     *
     * @param bootstrapServers {@code host:port,host:port}
     * @param topic the topic of log lines
     * @param timeout how long Kafka may take to describe the topic
     */
    record InCluster(String bootstrapServers, String topic, Duration timeout) implements KafkaAccess {

        @Override
        public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
            return new KafkaConsumer<>(properties);
        }

        @Override
        public TopicLookup lookup() {
            return new TopicLookup.InKafka(bootstrapServers, topic, timeout);
        }

        @Override
        public TopicEnds ends() {
            return new TopicEnds.InKafka(bootstrapServers, topic);
        }

        @Override
        public Ticker ticker() {
            return Ticker.SYSTEM;
        }
    }
}
