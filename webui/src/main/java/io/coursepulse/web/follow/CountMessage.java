package io.coursepulse.web.follow;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A record of topic {@code course-counts}: {@code {"table":"course_clickcount","row":"20171111_112","count":123}}. */
public final class CountMessage {

    private CountMessage() {}

    /**
     * Reads a record's value.
     *
     * @return empty for a table that this version does not know: a newer topology may count more
     * @throws IllegalArgumentException if the value is not such a record
     */
    public static Optional<CounterValue> parse(byte[] value) {
        if (value == null) {
            throw new IllegalArgumentException("a record without a value");
        }
        try {
            JsonObject json = new JsonObject(Buffer.buffer(value));
            String table = required(json.getString("table"), "table");
            String row = required(json.getString("row"), "row");
            long count = required(json.getLong("count"), "count");
            return Dimension.ofTable(table).map(dimension -> new CounterValue(CounterRow.parse(dimension, row), count));
        } catch (ClassCastException | DecodeException e) {
            throw new IllegalArgumentException("not a count: " + e.getMessage(), e);
        }
    }

    private static <T> T required(T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }
}
