package io.coursepulse.web.follow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic, all partitions, without a consumer group: every web server hears everything, and where it has got to
 * matters to nobody. It begins at the topic's end, or a little before it where what was published last is wanted too.
 *
 * <p>A consumer whose broker is gone just polls nothing. So the end offsets are asked for every few seconds; without
 * an answer, or on any other failure, a new consumer begins anew.
 */
public final class KafkaTopic<T> implements Source<T> {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopic.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);
    private static final Duration ASK_EVERY = Duration.ofSeconds(3);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final String topic;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long before;
    private final Function<ConsumerRecord<byte[], byte[]>, Optional<T>> parser;
    private final Thread thread;
    private Listener<T> listener;
    private volatile Consumer<byte[], byte[]> current;
    private String lastLoss = "";
    private long unreadable;

    /**
     * @param before how many records of each partition, at the most, are heard that were there before
     * @param parser takes a record apart: empty if it is to be passed over; throws {@link IllegalArgumentException} if it is
     *     not what the topic should hold
     */
    public KafkaTopic(
            String bootstrapServers,
            String topic,
            long before,
            Function<ConsumerRecord<byte[], byte[]>, Optional<T>> parser) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.before = before;
        this.parser = parser;
        this.thread = new Thread(this::run, "follow-" + topic);
    }

    @Override
    public void start(Listener<T> listener) {
        this.listener = listener;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            do {
                try {
                    followUntilItFails();
                } catch (WakeupException e) {
                    // close() was called; the loop sees it.
                } catch (CannotFollowException e) {
                    lost(e.getMessage());
                } catch (KafkaException e) {
                    lost("Kafka at " + bootstrapServers + " does not answer: " + e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("Following {} failed in a way nobody thought of; beginning anew", topic, e);
                    lost("an error in the web server; see its log");
                }
            } while (!closed.await(TRY_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void followUntilItFails() {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties());
        try {
            current = consumer;
            follow(consumer);
        } finally {
            current = null;
            // The standard is to wait 30 seconds for a broker that may be gone.
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER_WITHIN);
        Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions, ANSWER_WITHIN);
        // Fixed before anybody reads the store.
        ends.forEach((partition, end) -> consumer.seek(partition, Math.max(firsts.get(partition), end - before)));
        LOG.info("Following {} from {}", topic, partitions);
        lastLoss = "";
        listener.begun();

        long asked = System.nanoTime();
        while (closed.getCount() > 0) {
            List<T> published = read(consumer.poll(POLL));
            if (!published.isEmpty()) {
                listener.heard(published);
            }
            if (System.nanoTime() - asked > ASK_EVERY.toNanos()) {
                consumer.endOffsets(partitions, ANSWER_WITHIN);
                if (partitions(consumer).size() != partitions.size()) {
                    throw new CannotFollowException("The partitions of topic " + topic + " have changed");
                }
                asked = System.nanoTime();
            }
        }
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWER_WITHIN).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new CannotFollowException("Kafka at " + bootstrapServers + " has no topic " + topic);
        }
        return partitions;
    }

    private List<T> read(ConsumerRecords<byte[], byte[]> records) {
        List<T> published = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> received : records) {
            try {
                parser.apply(received).ifPresent(published::add);
            } catch (IllegalArgumentException e) {
                // Whoever writes one such record writes many.
                if (unreadable++ == 0) {
                    LOG.warn(
                            "Passing over a record of {}-{} at offset {}, and silently over more like it: {}",
                            topic,
                            received.partition(),
                            received.offset(),
                            e.getMessage());
                }
            }
        }
        return published;
    }

    private void lost(String reason) {
        // While Kafka is down this happens every few seconds; once is enough for the log.
        if (!reason.equals(lastLoss) && closed.getCount() > 0) {
            LOG.warn("Not following {}: {}", topic, reason);
            lastLoss = reason;
            listener.lost(reason);
        }
    }

    private Map<String, Object> properties() {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "coursepulse-web"),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                // A position that is no longer there means that changes were missed: fail, and read the store again.
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis()),
                Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis()),
                Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L),
                // New partitions are heard of within this time.
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000L));
    }

    @Override
    public void close() {
        closed.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(ANSWER_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The topic cannot be followed as it is. */
    private static final class CannotFollowException extends RuntimeException {
        CannotFollowException(String message) {
            super(message);
        }
    }
}
