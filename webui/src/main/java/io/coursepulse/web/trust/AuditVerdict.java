package io.coursepulse.web.trust;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A record of topic {@code course-audits}: what an audit found.
 *
 * @param verdict whether ledger, Kafka and tables agree
 * @param at when
 * @param lines the lines that the ledger accounted for then
 * @param counted the clicks among them
 */
public record AuditVerdict(Verdict verdict, Instant at, long lines, long counted) {

    /** As {@code coursepulse audit} says it. */
    public enum Verdict {
        EXACT,
        CONSISTENT,
        DIFFERENT
    }

    /**
     * Reads a record's value. Members that this version does not know are passed over.
     *
     * @throws IllegalArgumentException if the value is not such a record
     */
    public static AuditVerdict parse(byte[] value) {
        if (value == null) {
            throw new IllegalArgumentException("a record without a value");
        }
        try {
            JsonObject json = new JsonObject(Buffer.buffer(value));
            return new AuditVerdict(
                    Verdict.valueOf(json.getString("verdict", "")),
                    Instant.parse(json.getString("at", "")),
                    json.getLong("lines", 0L),
                    json.getLong("counted", 0L));
        } catch (ClassCastException | DecodeException | DateTimeException e) {
            throw new IllegalArgumentException("no verdict: " + e.getMessage(), e);
        }
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("verdict", verdict.name())
                .put("at", at.toString())
                .put("lines", lines)
                .put("counted", counted);
    }
}
