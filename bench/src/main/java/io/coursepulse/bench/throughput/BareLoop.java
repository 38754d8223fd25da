package io.coursepulse.bench.throughput;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.Outcome;
import io.coursepulse.visit.VisitCounts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The least that counting can be: a consumer, the pipeline's own classifier, and a map. Nothing is durable, and nothing is
 * exact after a crash. What the machine could do if all the rest were free. For one thread.
 */
final class BareLoop implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final LineClassifier classifier;
    private final List<TopicPartition> partitions;

    BareLoop(String bootstrapServers, LineRules rules, List<TopicPartition> partitions) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50_000);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.classifier = new LineClassifier(rules);
        this.partitions = partitions;
        consumer.assign(partitions);
    }

    /**
     * Counts all lines up to the given ends.
     *
     * @return the number of clicks, so that no part of the work can be left out
     */
    long run(Map<TopicPartition, Long> ends) {
        consumer.seekToBeginning(partitions);
        VisitCounts counts = new VisitCounts();
        long clicks = 0;
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            for (ConsumerRecord<byte[], byte[]> line : consumer.poll(Duration.ofMillis(100))) {
                byte[] bytes = line.value();
                if (classifier.classify(bytes, 0, bytes.length, Blacklist.EMPTY) == Outcome.COUNTED) {
                    counts.accept(classifier.visit());
                    clicks++;
                }
            }
        }
        return clicks;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
