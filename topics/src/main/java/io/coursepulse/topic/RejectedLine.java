package io.coursepulse.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A line that the parser rejected, a record of topic {@code access-log-rejected}. The value is the line, unchanged; the
 * key is its origin, {@code access-log-0/123}; the headers {@code reason}, {@code topic}, {@code partition} and {@code
 * offset} are strings. A replayed batch writes its lines again: readers that count them must deduplicate by key.
 *
 * @param partition the topic partition that the line is in
 * @param offset its offset there
 * @param reason why it was rejected, {@code bad_time}
 * @param line its bytes
 */
public record RejectedLine(TopicPartition partition, long offset, String reason, byte[] line) {

    private static final String REASON = "reason";
    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";

    /** The longest name that Kafka allows for a topic; everything else in a header is shorter. */
    private static final int MAX_HEADER_BYTES = 249;

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is not such a message
     */
    public static RejectedLine of(ConsumerRecord<byte[], byte[]> record) {
        return new RejectedLine(
                new TopicPartition(
                        header(record, TOPIC), Math.toIntExact(number(record, PARTITION, Integer.MAX_VALUE))),
                number(record, OFFSET, Long.MAX_VALUE),
                header(record, REASON),
                record.value() == null ? new byte[0] : record.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("the header \"" + name + "\" is missing");
        }
        if (header.value().length > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException("the header \"" + name + "\" has " + header.value().length
                    + " bytes; at most " + MAX_HEADER_BYTES + " are allowed");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String name, long max) {
        String text = header(record, name);
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Rejected below, like a number out of range.
        }
        throw new IllegalArgumentException("the header \"" + name + "\" is not a valid number: " + text);
    }

    /** The record for {@code topic}. */
    public ProducerRecord<byte[], byte[]> toRecord(String topic) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(partition + "/" + offset), line);
        record.headers()
                .add(REASON, bytes(reason))
                .add(TOPIC, bytes(partition.topic()))
                .add(PARTITION, bytes(Integer.toString(partition.partition())))
                .add(OFFSET, bytes(Long.toString(offset)));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
