package io.coursepulse.topic;

import com.fasterxml.jackson.databind.JsonNode;
import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A changed counter, a record of topic {@code course-counts}: key {@code course_clickcount/20171111_112}, value {@code
 * {"table":"course_clickcount","row":"20171111_112","count":123}}. The count is the whole count, not a difference, so a
 * record that comes again after a replay changes nothing.
 *
 * @param table the table of a dimension, perhaps of one that this version does not know
 * @param row the row's key in that table
 * @param count clicks so far
 */
public record CountMessage(String table, String row, long count) {

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is not such a message
     */
    public static CountMessage of(ConsumerRecord<byte[], byte[]> record) {
        JsonNode json = MessageJson.parse(record.value());
        return new CountMessage(
                MessageJson.text(json, "table"), MessageJson.text(json, "row"), MessageJson.number(json, "count"));
    }

    /**
     * The counter. Not checked before this, because the topology writes many messages and has just made the row's key.
     *
     * @throws IllegalArgumentException if no dimension that this version knows has the table, or the key is not one of
     *     that table
     */
    public CounterValue counter() {
        Dimension dimension = Dimension.ofTable(table)
                .orElseThrow(() -> new IllegalArgumentException("unknown table \"" + table
                        + "\"; a newer version of the topology may count by more dimensions"));
        return new CounterValue(CounterRow.parse(dimension, row), count);
    }

    /** The record's key. */
    public String key() {
        return table + "/" + row;
    }

    /** The record's value. */
    public String toJson() {
        return MessageJson.newObject()
                .put("table", table)
                .put("row", row)
                .put("count", count)
                .toString();
    }

    /** The record for {@code topic}. */
    public ProducerRecord<byte[], byte[]> toRecord(String topic) {
        return new ProducerRecord<>(
                topic, key().getBytes(StandardCharsets.UTF_8), toJson().getBytes(StandardCharsets.UTF_8));
    }
}
