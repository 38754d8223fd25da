package io.coursepulse.web.follow;

import io.coursepulse.topic.MessageDecoder;
import io.coursepulse.topic.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic in a thread of its own: every web server gets every message. It begins at the topic's end, or a little
 * before it where the last messages are wanted too.
 *
 * <p>A consumer whose broker is gone just polls nothing. So the topic's offsets are asked for every few seconds; without an
 * answer, or on any other failure, it connects again with a new reader.
 */
public final class TopicFollower<T> implements Source<T> {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(3);
    private static final Duration RECONNECT_DELAY = Duration.ofSeconds(1);

    /** A poll is one task of the event loop: it must not hold up the others for long. */
    private static final int MAX_POLL_RECORDS = 500;

    private final String bootstrapServers;
    private final String topic;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final TopicReader.StartPosition start;
    private final MessageDecoder<T> decoder;
    private final Thread thread;
    private Listener<T> listener;
    private volatile TopicReader current;
    private String lastLoss = "";

    /**
     * Prepares to follow {@code topic}.
     *
     * @param before how many records of each partition, at most, are read that were there before
     * @param decode makes a message of a record; throws {@link IllegalArgumentException} for a record to skip
     */
    public TopicFollower(
            String bootstrapServers, String topic, long before, Function<ConsumerRecord<byte[], byte[]>, T> decode) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.start = TopicReader.StartPosition.beforeEnd(before);
        this.decoder = new MessageDecoder<>(decode);
        this.thread = new Thread(this::run, "follow-" + topic);
    }

    @Override
    public void start(Listener<T> listener) {
        this.listener = listener;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public long skipped() {
        return decoder.skipped();
    }

    private void run() {
        try {
            do {
                try {
                    followUntilItFails();
                } catch (WakeupException e) {
                    // close() was called; the loop sees it.
                } catch (CannotFollowException e) {
                    reportLoss(e.getMessage());
                } catch (KafkaException e) {
                    reportLoss("Kafka at " + bootstrapServers + " does not answer: " + e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("Following topic {} failed unexpectedly; reconnecting", topic, e);
                    reportLoss("an error in the web server; see its log");
                }
            } while (!closed.await(RECONNECT_DELAY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void followUntilItFails() {
        try (TopicReader reader = new TopicReader(
                bootstrapServers,
                topic,
                TIMEOUT,
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "coursepulse-web",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MAX_POLL_RECORDS))) {
            current = reader;
            follow(reader);
        } finally {
            current = null;
        }
    }

    private void follow(TopicReader reader) {
        // The positions are fixed before anybody reads the store.
        Set<TopicPartition> partitions = reader.assignAll(start);
        if (partitions.isEmpty()) {
            throw new CannotFollowException("Kafka at " + bootstrapServers + " has no topic " + topic);
        }
        LOG.info("Following {}", partitions);
        lastLoss = "";
        listener.onConnected();

        long checked = System.nanoTime();
        while (closed.getCount() > 0) {
            List<T> messages = decode(reader.poll(POLL));
            if (!messages.isEmpty()) {
                listener.onMessages(messages);
            }
            if (System.nanoTime() - checked > CHECK_INTERVAL.toNanos()) {
                if (!reader.offsets().keySet().equals(partitions)) {
                    throw new CannotFollowException("The partitions of topic " + topic + " have changed");
                }
                checked = System.nanoTime();
            }
        }
    }

    private List<T> decode(ConsumerRecords<byte[], byte[]> records) {
        List<T> messages = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            decoder.decode(record).ifPresent(messages::add);
        }
        return messages;
    }

    private void reportLoss(String reason) {
        // While Kafka is down this happens every few seconds; once is enough for the log.
        if (!reason.equals(lastLoss) && closed.getCount() > 0) {
            LOG.warn("Not following topic {}: {}", topic, reason);
            lastLoss = reason;
            listener.onDisconnected(reason);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        TopicReader reader = current;
        if (reader != null) {
            reader.wakeup();
        }
        try {
            thread.join(TIMEOUT.toMillis());
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
