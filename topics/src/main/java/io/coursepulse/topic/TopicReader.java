package io.coursepulse.topic;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic's partitions without a consumer group: it commits nothing, and every reader gets every record. Records of
 * aborted transactions are left out. It never creates the topic, and never jumps: a position whose record is gone is an
 * error, not a reason to read something else.
 *
 * <p><b>Threads.</b> One thread at a time may use it; only {@link #wakeup} may be called by any.
 *
 * <p><b>Errors.</b> Every method that asks Kafka throws {@link org.apache.kafka.common.KafkaException}: its subclass {@link
 * TimeoutException} if there is no answer in time, {@link org.apache.kafka.clients.consumer.OffsetOutOfRangeException} if
 * Kafka does not have the record at a partition's position, {@link org.apache.kafka.common.errors.WakeupException} after
 * {@link #wakeup}. After a timeout the call can be repeated: it goes on after the last record that was handed over.
 */
public final class TopicReader implements AutoCloseable {

    /**
     * The records that Kafka has of one partition.
     *
     * @param beginning the first offset
     * @param end one past the last
     */
    public record Offsets(long beginning, long end) {

        /** How many offsets there are; some of them may have no record. */
        public long count() {
            return end - beginning;
        }
    }

    /** Where to begin in a partition. */
    public interface StartPosition {

        /** With the first record that Kafka has. */
        StartPosition BEGINNING = (partition, offsets) -> offsets.beginning();

        /** With the last {@code count} records, or as many as there are; with 0, with those that come from now on. */
        static StartPosition beforeEnd(long count) {
            return (partition, offsets) -> Math.max(offsets.beginning(), offsets.end() - count);
        }

        /** The offset of the first record to read. */
        long offset(TopicPartition partition, Offsets offsets);
    }

    /** Takes records of one partition, in their order; never none. */
    public interface RecordHandler {

        void handle(List<ConsumerRecord<byte[], byte[]>> records);
    }

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(300);

    /** Without a group there is nothing to hand over; Kafka's default is to wait 30 s for a broker that may be gone. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private static final int MAX_REQUEST_TIMEOUT_MILLIS = 30_000;
    private static final int MAX_POLL_RECORDS = 20_000;

    /** New partitions are noticed within this time. */
    private static final int METADATA_MAX_AGE_MILLIS = 10_000;

    private final String topic;
    private final Duration timeout;
    private final Consumer<byte[], byte[]> consumer;

    /** Reads {@code topic} with a timeout of 60 s. */
    public TopicReader(String bootstrapServers, String topic) {
        this(bootstrapServers, topic, DEFAULT_TIMEOUT, Map.of());
    }

    /**
     * Reads {@code topic}. Does not connect yet.
     *
     * @param timeout how long Kafka may take to answer, and how long {@link #readTo} waits for the next record
     * @param settings settings of the consumer that differ from those here
     */
    public TopicReader(String bootstrapServers, String topic, Duration timeout, Map<String, Object> settings) {
        this(consumer(bootstrapServers, timeout, settings), topic, timeout);
    }

    TopicReader(Consumer<byte[], byte[]> consumer, String topic, Duration timeout) {
        this.consumer = consumer;
        this.topic = topic;
        this.timeout = timeout;
    }

    private static Consumer<byte[], byte[]> consumer(
            String bootstrapServers, Duration timeout, Map<String, Object> settings) {
        int timeoutMillis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MILLIS);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(timeoutMillis, MAX_REQUEST_TIMEOUT_MILLIS));
        properties.putAll(settings);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** What Kafka has now, by partition in their order; empty if there is no such topic. */
    public SortedMap<TopicPartition, Offsets> offsets() {
        List<PartitionInfo> infos = consumer.partitionsFor(topic, timeout);
        List<TopicPartition> partitions = infos == null
                ? List.of()
                : infos.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        SortedMap<TopicPartition, Offsets> offsets = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        if (!partitions.isEmpty()) {
            // The beginning first: it only rises, so that it is never past the end.
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, timeout);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
            partitions.forEach(
                    partition -> offsets.put(partition, new Offsets(beginnings.get(partition), ends.get(partition))));
        }
        return offsets;
    }

    /**
     * Reads from now on every partition that the topic has, in place of those that were read before.
     *
     * @return the partitions; none if there is no such topic
     */
    public Set<TopicPartition> assignAll(StartPosition start) {
        SortedMap<TopicPartition, Offsets> offsets = offsets();
        consumer.assign(offsets.keySet());
        offsets.forEach((partition, there) -> consumer.seek(partition, start.offset(partition, there)));
        return offsets.keySet();
    }

    /** Reads from now on {@code partition} alone, beginning at {@code offset}. */
    public void assign(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
    }

    /** Records from the positions on, as soon as there are any; empty if there are none within {@code wait}. */
    public ConsumerRecords<byte[], byte[]> poll(Duration wait) {
        return consumer.poll(wait);
    }

    /**
     * Reads every partition that the topic has up to its present end: those that are read already from their positions on,
     * others, added since or never assigned, from their beginning.
     *
     * @param records as in {@link #readTo}
     */
    public void readToEnd(RecordHandler records) {
        SortedMap<TopicPartition, Offsets> offsets = offsets();
        assignMissing(offsets);
        Map<TopicPartition, Long> ends = new HashMap<>();
        offsets.forEach((partition, there) -> ends.put(partition, there.end()));
        readTo(ends, records);
    }

    private void assignMissing(Map<TopicPartition, Offsets> offsets) {
        Set<TopicPartition> missing = new HashSet<>(offsets.keySet());
        missing.removeAll(consumer.assignment());
        if (!missing.isEmpty()) {
            // Those that are assigned already keep their positions.
            Set<TopicPartition> all = new HashSet<>(consumer.assignment());
            all.addAll(missing);
            consumer.assign(all);
            missing.forEach(
                    partition -> consumer.seek(partition, offsets.get(partition).beginning()));
        }
    }

    /**
     * Reads on up to the given offsets, not beyond, and returns when all are reached. A partition that is past its offset
     * already gives nothing. The time that it takes has no limit as long as records come.
     *
     * @param ends one past the last offset to read, of partitions that are assigned
     * @param records if it throws, the next call hands over again what it was given, and goes on from there
     * @throws TimeoutException if no partition moves on within the timeout
     */
    public void readTo(Map<TopicPartition, Long> ends, RecordHandler records) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.keySet().forEach(partition -> positions.put(partition, consumer.position(partition, timeout)));
        positions.entrySet().removeIf(entry -> entry.getValue() > ends.get(entry.getKey()));
        Set<TopicPartition> reading = Set.copyOf(positions.keySet());
        consumer.pause(Set.copyOf(consumer.assignment()));
        consumer.resume(reading);
        try {
            long lastProgress = System.nanoTime();
            while (!stopAtEnds(positions, ends)) {
                if (advance(positions, ends, consumer.poll(POLL), records)) {
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > timeout.toNanos()) {
                    throw new TimeoutException(
                            "Timed out after " + timeout.toSeconds() + " s waiting for " + describe(positions, ends));
                }
            }
        } finally {
            consumer.resume(consumer.assignment());
        }
    }

    /** Whether all positions are at their ends. Those that are get no more records. */
    private boolean stopAtEnds(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        positions.entrySet().removeIf(position -> {
            TopicPartition partition = position.getKey();
            long end = ends.get(partition);
            if (position.getValue() < end) {
                return false;
            }
            // Kafka gives records in portions of its own size: those past the end are for the next call.
            consumer.seek(partition, end);
            consumer.pause(List.of(partition));
            return true;
        });
        return positions.isEmpty();
    }

    private boolean advance(
            Map<TopicPartition, Long> positions,
            Map<TopicPartition, Long> ends,
            ConsumerRecords<byte[], byte[]> polled,
            RecordHandler records) {
        boolean moved = false;
        boolean handled = false;
        try {
            for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
                TopicPartition partition = position.getKey();
                List<ConsumerRecord<byte[], byte[]>> ofPartition =
                        before(ends.get(partition), polled.records(partition));
                if (!ofPartition.isEmpty()) {
                    records.handle(ofPartition);
                }
                long reached = consumer.position(partition, timeout);
                moved |= reached > position.setValue(reached);
            }
            handled = true;
        } finally {
            if (!handled) {
                // The consumer's positions are past everything that was polled.
                positions.forEach(consumer::seek);
            }
        }
        return moved;
    }

    private static List<ConsumerRecord<byte[], byte[]>> before(long end, List<ConsumerRecord<byte[], byte[]>> records) {
        int count = records.size();
        while (count > 0 && records.get(count - 1).offset() >= end) {
            count--;
        }
        return records.subList(0, count);
    }

    private static String describe(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        StringBuilder text = new StringBuilder();
        positions.forEach((partition, position) -> text.append(text.isEmpty() ? "" : ", ")
                .append("offsets [")
                .append(position)
                .append(", ")
                .append(ends.get(partition))
                .append(") of ")
                .append(partition));
        return text.toString();
    }

    /** Ends a call that another thread is waiting in, or else the next one, with a WakeupException. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
