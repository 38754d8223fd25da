package io.coursepulse.demo;

import io.coursepulse.activity.RecentWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The records of topic {@code course-activity}, from its first one on. For one thread. */
public final class WindowTopicConsumer implements AutoCloseable {

    private static final TopicPartition PARTITION = new TopicPartition("course-activity", 0);

    private final KafkaConsumer<String, String> consumer;

    public WindowTopicConsumer(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
    }

    /** Gives every record that has come since the last call, in order, and returns when there is none for a moment. */
    public void forEachNew(Consumer<RecentWindow> taker) {
        ConsumerRecords<String, String> records;
        do {
            records = consumer.poll(Duration.ofMillis(200));
            records.forEach(record -> taker.accept(RecentWindow.parse(record.value())));
        } while (!records.isEmpty());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
