package io.coursepulse.demo;

import io.coursepulse.topic.RecentWindow;
import io.coursepulse.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * The windows in topic {@code course-activity}, from its first record on. A record that is not a window is an error, unlike
 * for other readers: nobody but the topology under test writes there. For one thread.
 */
public final class WindowTopicConsumer implements AutoCloseable {

    private static final String TOPIC = "course-activity";

    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicReader reader;

    /** Connects to Kafka, which must have the topic. */
    public WindowTopicConsumer(String bootstrapServers) {
        reader = new TopicReader(bootstrapServers, TOPIC);
        if (reader.assignAll(TopicReader.StartPosition.BEGINNING).isEmpty()) {
            throw new IllegalStateException("Kafka at " + bootstrapServers + " has no topic " + TOPIC);
        }
    }

    /** Passes every window that has arrived since the last call, in order; returns when there are no more. */
    public void forEachNew(Consumer<RecentWindow> taker) {
        ConsumerRecords<byte[], byte[]> records;
        do {
            records = reader.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                taker.accept(window(record));
            }
        } while (!records.isEmpty());
    }

    /** Only this version's topology writes to the topic: a field that is missing would be taken for its default. */
    static RecentWindow window(ConsumerRecord<byte[], byte[]> record) {
        RecentWindow window = RecentWindow.of(record);
        String written = new String(record.value(), StandardCharsets.UTF_8);
        if (!window.toJson().equals(written)) {
            throw new IllegalStateException("The window at offset " + record.offset() + " of topic " + record.topic()
                    + " does not have exactly the fields of this version: " + written);
        }
        return window;
    }

    @Override
    public void close() {
        reader.close();
    }
}
