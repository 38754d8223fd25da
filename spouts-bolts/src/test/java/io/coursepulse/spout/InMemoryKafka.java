package io.coursepulse.spout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * In-memory partitions, and consumers with Kafka's guarantees only: a poll returns lines from the consumer's position
 * on, in order, of any of the partitions, and any number of them. Not thread-safe.
 */
public final class InMemoryKafka {

    private final Map<TopicPartition, List<byte[]>> lines = new HashMap<>();
    private final Map<TopicPartition, Long> beginnings = new HashMap<>();
    private final Set<TopicPartition> unavailable = new HashSet<>();
    private final Queue<Integer> pollLimits = new ArrayDeque<>();
    private int failures;

    /** Appends lines to a partition, which may be a new one. */
    public void append(TopicPartition partition, String... added) {
        for (String line : added) {
            append(partition, line.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Appends a record, whose value may be null. */
    void append(TopicPartition partition, byte[] line) {
        lines.computeIfAbsent(partition, name -> new ArrayList<>()).add(line);
    }

    /** Makes the lines before {@code offset} expire. */
    void expireBefore(TopicPartition partition, long offset) {
        beginnings.put(partition, offset);
    }

    /** Makes polls return nothing of these partitions, as during a broker's outage. */
    public void makeUnavailable(TopicPartition... partitions) {
        unavailable.clear();
        unavailable.addAll(List.of(partitions));
    }

    /** Limits the next poll, or the next one without a limit, to that many lines. */
    public void limitNextPoll(int most) {
        pollLimits.add(most);
    }

    /** Makes the next {@code count} polls fail. */
    void failPolls(int count) {
        failures = count;
    }

    /** A new consumer without assigned partitions. */
    public MockConsumer<byte[], byte[]> consumer() {
        return new LogConsumer();
    }

    private final class LogConsumer extends MockConsumer<byte[], byte[]> {

        LogConsumer() {
            super("none");
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            updateBeginningOffsets(beginningOffsets(partitions));
            super.assign(partitions);
        }

        @Override
        public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            return partitions.stream()
                    .collect(
                            Collectors.toMap(Function.identity(), partition -> beginnings.getOrDefault(partition, 0L)));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (failures > 0) {
                failures--;
                throw new KafkaException("away");
            }
            int room = pollLimits.isEmpty() ? Integer.MAX_VALUE : pollLimits.remove();
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
            for (TopicPartition partition : assignment()) {
                List<ConsumerRecord<byte[], byte[]>> taken = answers(partition) ? take(partition, room) : List.of();
                if (!taken.isEmpty()) {
                    room -= taken.size();
                    seek(partition, position(partition) + taken.size());
                    records.put(partition, taken);
                    next.put(partition, new OffsetAndMetadata(position(partition)));
                }
            }
            return new ConsumerRecords<>(records, next);
        }

        private boolean answers(TopicPartition partition) {
            return !unavailable.contains(partition) && !paused().contains(partition);
        }

        private List<ConsumerRecord<byte[], byte[]>> take(TopicPartition partition, int most) {
            List<byte[]> log = lines.getOrDefault(partition, List.of());
            List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
            for (long at = position(partition); at < log.size() && taken.size() < most; at++) {
                taken.add(new ConsumerRecord<>(partition.topic(), partition.partition(), at, null, log.get((int) at)));
            }
            return taken;
        }
    }
}
