package io.coursepulse.spout;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.config.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;

/**
 * Reads offset ranges from Kafka: new ones up to the available end, and known ones exactly. A range ends at the
 * consumer's position, not after its last record, so that it includes offsets without a record.
 *
 * <p>All methods throw {@link FailedException} if Kafka is unavailable, which fails the batch so that it is replayed,
 * and {@link ReportedFailedException}, which is also shown in Storm UI, if offsets are no longer in Kafka. Not
 * thread-safe.
 */
final class RangeReader implements AutoCloseable {

    /** Long enough not to spin on an idle topic, short enough not to add noticeable latency. */
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(10);

    private static final Duration REPLAY_POLL_TIMEOUT = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;
    private final Ticker ticker;
    private final NewUserAgents agents = new NewUserAgents();

    /**
     * The consumer's positions. Seeking only where they differ: an unnecessary seek would discard prefetched records.
     */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    RangeReader(Consumer<byte[], byte[]> consumer, Duration timeout, Ticker ticker) {
        this.consumer = consumer;
        this.timeout = timeout;
        this.ticker = ticker;
    }

    /** Lines of one partition, and the offset after them. */
    record Lines(List<ConsumerRecord<byte[], byte[]>> records, long to) {}

    /** The first available offset. */
    long beginning(TopicPartition partition) {
        try {
            return consumer.beginningOffsets(Set.of(partition)).get(partition);
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /**
     * Reads the available lines of a batch from the given offsets on, up to {@link NewUserAgents#MAX_IN_BATCH} new user
     * agents; returns after {@link #POLL_TIMEOUT} if there are none.
     */
    Map<TopicPartition, Lines> readNew(Map<TopicPartition, Long> from) {
        if (from.isEmpty()) {
            return Map.of();
        }
        try {
            assignOnly(from.keySet());
            from.forEach(this::seek);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
            agents.beginBatch(from.size());
            Map<TopicPartition, Lines> lines = new HashMap<>();
            for (TopicPartition partition : from.keySet()) {
                long to = consumer.position(partition);
                positions.put(partition, to);
                lines.put(partition, fitting(new Lines(records.records(partition), to)));
            }
            return lines;
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /** What is left out is read again with the next batch, as its start differs from the consumer's position. */
    private Lines fitting(Lines read) {
        int fitting = agents.fitting(read.records());
        return fitting == read.records().size()
                ? read
                : new Lines(
                        read.records().subList(0, fitting),
                        read.records().get(fitting).offset());
    }

    /** Reads exactly {@code range}; waits until it is complete, up to the configured timeout. */
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
        Stopwatch stopwatch = Stopwatch.started(ticker);
        List<ConsumerRecord<byte[], byte[]>> lines = new ArrayList<>();
        while (consumer.position(partition) < range.to()) {
            for (ConsumerRecord<byte[], byte[]> record :
                    consumer.poll(REPLAY_POLL_TIMEOUT).records(partition)) {
                if (record.offset() < range.to()) {
                    lines.add(record);
                }
            }
            if (stopwatch.hasPassed(timeout) && consumer.position(partition) < range.to()) {
                throw new ReportedFailedException(missing(partition, range));
            }
        }
        return new Lines(lines, range.to());
    }

    private String missing(TopicPartition partition, OffsetRange range) {
        return "Timed out after " + timeout.toSeconds() + " s replaying offsets " + range + " of " + partition
                + ": Kafka did not return [" + consumer.position(partition) + ", " + range.to()
                + "). Counting is blocked until it does. If the topic was re-created or lost those lines, see"
                + " \"Operating it\" in the README.";
    }

    /**
     * Assigns only these instead of pausing others: a poll fails if any partition, even a paused one, has no position
     * yet.
     */
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
        return failure instanceof OffsetOutOfRangeException expired ? expired(expired) : unavailable(failure);
    }

    private static ReportedFailedException expired(OffsetOutOfRangeException e) {
        return new ReportedFailedException(
                "The next offsets to count are not in Kafka: " + e.offsetOutOfRangePartitions()
                        + ". They expired before they were counted, or the topic was re-created. Counting has"
                        + " stopped so that no lines are lost silently.");
    }

    private static FailedException unavailable(KafkaException e) {
        return new FailedException("Kafka request failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
