package io.coursepulse.spout;

import io.coursepulse.blacklist.Blacklists;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The settings of an {@link ExactKafkaSpout}.
 *
 * @param bootstrapServers Kafka, {@code host:port,host:port}
 * @param topic the topic of log lines
 * @param batchLines the maximum number of lines that a task adds to a batch
 * @param chunkLines the maximum number of lines in a tuple
 * @param batchesInFlight how many batches are under way at a time; at least 1
 * @param timeout how long one attempt of a batch waits for Kafka and the ledger before it fails; shorter than Trident's
 *     batch timeout, so that the cause is reported
 * @param blacklists the blacklist's versions
 * @param rules the rules that the topology classifies lines with
 * @param start where a partition starts that was never counted
 * @param ledgerReader opens the reader of the ledger
 */
public record ExactKafkaSpoutConfig(
        String bootstrapServers,
        String topic,
        int batchLines,
        int chunkLines,
        int batchesInFlight,
        Duration timeout,
        Blacklists blacklists,
        Rules rules,
        PartitionStart start,
        LedgerReader.Factory ledgerReader)
        implements Serializable {

    /**
     * The rules that decide what becomes of a line, apart from the blacklist.
     *
     * @param id their identity, at least 1
     * @param description what they are
     */
    public record Rules(long id, String description) implements Serializable {}

    /** Tens of thousands of lines; a task buffers at most this much per partition. */
    private static final int FETCH_BYTES = 8 << 20;

    Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchLines);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Offset requests block for a minute by default, longer than the batch timeout.
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        // A poll returns the result of one fetch, and Kafka's default of 1 MiB per partition is some 6,000 lines.
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        // A fetch that waits for lines blocks the seek of a replay for as long. A shorter wait costs only some requests
        // on an idle topic: new lines end the wait.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Expired offsets must be an error: any reset would silently skip or repeat lines.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return properties;
    }
}
