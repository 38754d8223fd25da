package io.coursepulse.drill;

import io.coursepulse.demo.LogRecount;
import io.coursepulse.generator.GroundTruth;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Every line that has reached Kafka, read by a parser that shares nothing with the pipeline's. Each generated line has an
 * id of its own, so that a line that Flume brought twice is told from one that was counted twice. For one thread.
 */
final class KafkaLines implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final String ID = "rid=";
    private static final int RUN_DIGITS = 10;
    private static final int ID_DIGITS = 20;

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<String, BitSet> seen = new HashMap<>();
    private final LogRecount firstDeliveries;
    private final LogRecount redeliveries;
    private long lines;
    private long distinct;

    KafkaLines(String bootstrapServers, String topic, ZoneId zone) {
        this.topic = topic;
        this.firstDeliveries = new LogRecount(zone);
        this.redeliveries = new LogRecount(zone);
        this.consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                20_000,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class));
    }

    /** Reads on to the present end of every partition. */
    void readToEnd() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, next.getOrDefault(partition, 0L)));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> next.getOrDefault(partition, 0L) < ends.get(partition))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                add(new String(record.value(), StandardCharsets.ISO_8859_1));
            }
            partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
        }
    }

    private void add(String line) {
        lines++;
        int at = line.indexOf(ID);
        if (at < 0 || line.length() < at + ID.length() + ID_DIGITS) {
            throw new DrillFailure("A line without an id is in Kafka, which the generator did not write: " + line);
        }
        String id = line.substring(at + ID.length(), at + ID.length() + ID_DIGITS);
        BitSet ofRun = seen.computeIfAbsent(id.substring(0, RUN_DIGITS), run -> new BitSet());
        int number = Math.toIntExact(Long.parseLong(id.substring(RUN_DIGITS), 16));
        if (!ofRun.get(number)) {
            ofRun.set(number);
            distinct++;
            firstDeliveries.add(line);
        } else {
            redeliveries.add(line);
        }
    }

    /** The lines that were read. */
    long lines() {
        return lines;
    }

    /** Those of them that bear different ids. */
    long distinct() {
        return distinct;
    }

    /** How all lines have to be counted. */
    GroundTruth all() {
        return firstDeliveries.truth().plus(redeliveries.truth());
    }

    /** How they would have to be counted if each had come once. */
    GroundTruth deduplicated() {
        return firstDeliveries.truth();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
