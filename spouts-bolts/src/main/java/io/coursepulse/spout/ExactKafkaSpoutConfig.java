package io.coursepulse.spout;

import io.coursepulse.blacklist.Blacklists;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What an {@link ExactKafkaSpout} reads.
 *
 * @param bootstrapServers Kafka, {@code host:port,host:port}
 * @param topic the topic of log lines
 * @param batchLines how many lines one task takes into one batch at the most
 * @param chunkLines how many lines go into one tuple at the most
 * @param timeout how long one attempt of a batch waits for Kafka and the ledger before it fails; shorter than Trident's
 *     own, so that what it waited for is said
 * @param blacklists the blacklist's versions
 * @param ledgerReader what the counts have reached
 */
public record ExactKafkaSpoutConfig(
        String bootstrapServers,
        String topic,
        int batchLines,
        int chunkLines,
        Duration timeout,
        Blacklists blacklists,
        LedgerReader.Factory ledgerReader)
        implements Serializable {

    /** For tens of thousands of lines; a task holds this much of each of its partitions at the most. */
    private static final int FETCH_BYTES = 8 << 20;

    Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchLines);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Asking for offsets blocks for a minute otherwise, longer than a batch may take.
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        // A poll gives what one fetch has brought, and Kafka's standard of 1 MiB a partition is some 6,000 lines.
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        // A fetch that waits for lines blocks the seek of a replay for as long. A shorter wait costs an idle topic some
        // requests, and nothing else: lines that come end the wait.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Offsets that are gone must be an error: any reset would skip or repeat lines in silence.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return properties;
    }
}
