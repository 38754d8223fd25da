package io.coursepulse.spout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;

/**
 * Reads offset ranges out of Kafka: new ones, as long as what there is, and known ones, exactly. A range ends where the
 * consumer stands, not at its last record's offset, so that offsets without a record belong to a range as well.
 *
 * <p>All methods throw {@link FailedException} if Kafka does not answer now, which fails the batch and has it tried
 * again, and {@link ReportedFailedException}, which Storm UI shows too, if lines cannot be had any more. Used by one
 * thread.
 */
final class RangeReader implements AutoCloseable {

    /** Long enough that an idle topic does not spin, short enough that it does not add to what a visitor waits for. */
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(10);

    private static final Duration REPLAY_POLL_TIMEOUT = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;

    /** Where the consumer stands. It is asked for nothing else: seeking anew would throw away what it has fetched. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    RangeReader(ExactKafkaSpoutConfig config) {
        this(new KafkaConsumer<>(config.consumerProperties()), config.timeout());
    }

    RangeReader(Consumer<byte[], byte[]> consumer, Duration timeout) {
        this.consumer = consumer;
        this.timeout = timeout;
    }

    /** Lines of one partition, and the offset behind them. */
    record Lines(List<ConsumerRecord<byte[], byte[]>> records, long to) {}

    /** The first offset that Kafka still has. */
    long beginning(TopicPartition partition) {
        try {
            return consumer.beginningOffsets(Set.of(partition)).get(partition);
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /** Reads what there is from the given offsets on; does not wait for more than a moment if there is nothing. */
    Map<TopicPartition, Lines> readNew(Map<TopicPartition, Long> from) {
        if (from.isEmpty()) {
            return Map.of();
        }
        try {
            assignOnly(from.keySet());
            from.forEach(this::seek);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
            Map<TopicPartition, Lines> lines = new HashMap<>();
            for (TopicPartition partition : from.keySet()) {
                long to = consumer.position(partition);
                positions.put(partition, to);
                lines.put(partition, new Lines(records.records(partition), to));
            }
            return lines;
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /** Reads exactly {@code range}, and waits until Kafka has given all of it. */
    Lines readRange(TopicPartition partition, OffsetRange range) {
        try {
            assignOnly(Set.of(partition));
            positions.remove(partition);
            consumer.seek(partition, range.from());
            return readUntilComplete(partition, range);
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    private Lines readUntilComplete(TopicPartition partition, OffsetRange range) {
        Instant deadline = Instant.now().plus(timeout);
        List<ConsumerRecord<byte[], byte[]>> lines = new ArrayList<>();
        while (consumer.position(partition) < range.to()) {
            for (ConsumerRecord<byte[], byte[]> record :
                    consumer.poll(REPLAY_POLL_TIMEOUT).records(partition)) {
                if (record.offset() < range.to()) {
                    lines.add(record);
                }
            }
            if (Instant.now().isAfter(deadline) && consumer.position(partition) < range.to()) {
                throw new ReportedFailedException(missing(partition, range));
            }
        }
        return new Lines(lines, range.to());
    }

    private String missing(TopicPartition partition, OffsetRange range) {
        return "A batch of offsets " + range + " of " + partition + " is to be counted again, but Kafka has not given ["
                + consumer.position(partition) + ", " + range.to() + ") within " + timeout.toSeconds()
                + " s. Nothing is counted until it does. If the topic was created anew, or lost those lines, see"
                + " \"Operating it\" in the README.";
    }

    /** Only these, not paused others: a poll fails if any partition, even a paused one, has no position yet. */
    private void assignOnly(Set<TopicPartition> partitions) {
        if (!consumer.assignment().equals(partitions)) {
            consumer.assign(partitions);
            positions.keySet().retainAll(partitions);
        }
    }

    private void seek(TopicPartition partition, long offset) {
        if (!Long.valueOf(offset).equals(positions.get(partition))) {
            positions.remove(partition);
            consumer.seek(partition, offset);
        }
    }

    private FailedException failure(KafkaException failure) {
        positions.clear();
        return failure instanceof OffsetOutOfRangeException gone ? gone(gone) : unavailable(failure);
    }

    private static ReportedFailedException gone(OffsetOutOfRangeException e) {
        return new ReportedFailedException("Kafka does not have the lines that are to be counted next: "
                + e.offsetOutOfRangePartitions() + ". They expired before they were counted, or the topic was created"
                + " anew. Nothing more is counted: skipping them would be a silent loss.");
    }

    private static FailedException unavailable(KafkaException e) {
        return new FailedException("Kafka does not answer: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
