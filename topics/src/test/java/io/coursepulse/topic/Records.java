package io.coursepulse.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records as a consumer gets them. */
final class Records {

    private Records() {}

    /** A record with this value; null deletes its key. */
    static ConsumerRecord<byte[], byte[]> of(String value) {
        return new ConsumerRecord<>("topic", 0, 8, null, value == null ? null : bytes(value));
    }

    /** What a consumer gets of a record that was sent. */
    static ConsumerRecord<byte[], byte[]> sent(ProducerRecord<byte[], byte[]> record) {
        ConsumerRecord<byte[], byte[]> received =
                new ConsumerRecord<>(record.topic(), 0, 8, record.key(), record.value());
        record.headers().forEach(received.headers()::add);
        return received;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
