package io.coursepulse.web.rejected;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of topic {@code access-log-rejected}: the line's bytes, and in the headers why it was refused and where it is.
 *
 * @param reason such as {@code bad_time}
 * @param partition of the topic that holds the line
 * @param line as text, for people: bytes that are no UTF-8 are shown as such, and its end may be cut off
 * @param bytes how long the line is
 */
public record RejectedLine(
        String reason, String topic, int partition, long offset, Instant at, String line, int bytes) {

    /** More of a line tells nobody more. */
    static final int BYTES_SHOWN = 4 * 1024;

    private static final int LONGEST_HEADER = 249;

    /**
     * Takes a record apart.
     *
     * @throws IllegalArgumentException if it is not such a record
     */
    public static RejectedLine of(ConsumerRecord<byte[], byte[]> rejected) {
        byte[] line = rejected.value() == null ? new byte[0] : rejected.value();
        byte[] shown = line.length > BYTES_SHOWN ? Arrays.copyOf(line, BYTES_SHOWN) : line;
        return new RejectedLine(
                header(rejected, "reason"),
                header(rejected, "topic"),
                Integer.parseInt(header(rejected, "partition")),
                Long.parseLong(header(rejected, "offset")),
                Instant.ofEpochMilli(rejected.timestamp()),
                new String(shown, StandardCharsets.UTF_8),
                line.length);
    }

    private static String header(ConsumerRecord<byte[], byte[]> rejected, String name) {
        Header header = rejected.headers().lastHeader(name);
        if (header == null || header.value() == null || header.value().length > LONGEST_HEADER) {
            throw new IllegalArgumentException("the header \"" + name + "\" is missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("reason", reason)
                .put("topic", topic)
                .put("partition", partition)
                .put("offset", offset)
                .put("at", at.toString())
                .put("line", line)
                .put("bytes", bytes);
        return bytes > BYTES_SHOWN ? json.put("cut", true) : json;
    }
}
