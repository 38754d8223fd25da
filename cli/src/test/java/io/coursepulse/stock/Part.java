package io.coursepulse.stock;

import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.spout.Chunk;
import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.spout.ExactKafkaSpoutConfig;
import io.coursepulse.spout.PartitionStart;
import io.coursepulse.store.MemoryStore;
import io.coursepulse.topology.counts.CountingPipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutConfig;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutTopicPartition;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutTransactional;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;

/** The spout of a scenario. */
enum Part {
    /** Storm's, with its default settings. */
    STOCK {
        @Override
        IPartitionedTridentSpout<List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>> spout(
                String bootstrapServers, String topic, MemoryStore ledger) {
            return new KafkaTridentSpoutTransactional<>(
                    new KafkaTridentSpoutConfig.Builder<byte[], byte[]>(bootstrapServers, topic)
                            .setProp(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class)
                            .setProp(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class)
                            .build());
        }

        @Override
        List<Long> offsets(List<List<Object>> tuples) {
            // Topic, partition, offset, key and value.
            return tuples.stream().map(record -> (Long) record.get(2)).toList();
        }
    },
    /** Ours, with the settings that our topology has by default. */
    OURS {
        @Override
        IPartitionedTridentSpout<List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>> spout(
                String bootstrapServers, String topic, MemoryStore ledger) {
            return new ExactKafkaSpout(new ExactKafkaSpoutConfig(
                    bootstrapServers,
                    topic,
                    50_000,
                    2_000,
                    3,
                    Duration.ofSeconds(15),
                    Blacklists.NONE,
                    new ExactKafkaSpoutConfig.Rules(7, "the rules of the test"),
                    PartitionStart.ZERO,
                    CountingPipeline.ledgerReader(ledger)));
        }

        @Override
        List<Long> offsets(List<List<Object>> tuples) {
            List<Long> offsets = new ArrayList<>();
            for (List<Object> chunk : tuples) {
                Chunk.forEach(
                        (byte[]) chunk.get(4), (Long) chunk.get(1), (offset, bytes, start, end) -> offsets.add(offset));
            }
            return offsets;
        }
    };

    /** Creates the spout; {@code ledger} is for spouts that check it. */
    abstract IPartitionedTridentSpout<List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>>
            spout(String bootstrapServers, String topic, MemoryStore ledger);

    /** The offsets of the emitted lines. */
    abstract List<Long> offsets(List<List<Object>> tuples);
}
