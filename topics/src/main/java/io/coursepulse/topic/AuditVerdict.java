package io.coursepulse.topic;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What an audit found, a record of topic {@code course-audits}. The key is the audited topic, the value {@code
 * {"verdict":"EXACT","at":"2026-11-26T14:00:00Z","lines":9,"counted":4}}; the newest record of a key is what counts.
 *
 * @param verdict whether ledger, Kafka and tables agree
 * @param at when, written as precisely as it is given
 * @param lines the lines that the ledger accounted for then
 * @param counted the clicks among them
 */
public record AuditVerdict(Verdict verdict, Instant at, long lines, long counted) {

    /** As {@code coursepulse audit} says it. */
    public enum Verdict {
        /** All agrees, and nothing was counted during the audit. */
        EXACT,
        /** All agrees as far as can be told while lines are being counted. */
        CONSISTENT,
        /** Something differs. */
        DIFFERENT
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is not such a message
     */
    public static AuditVerdict of(ConsumerRecord<byte[], byte[]> record) {
        JsonNode json = MessageJson.parse(record.value());
        return new AuditVerdict(
                verdict(MessageJson.text(json, "verdict")),
                MessageJson.time(json, "at"),
                MessageJson.number(json, "lines", 0),
                MessageJson.number(json, "counted", 0));
    }

    private static Verdict verdict(String name) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown verdict \"" + name + "\""));
    }

    /** The record's value. */
    public String toJson() {
        return MessageJson.newObject()
                .put("verdict", verdict.name())
                .put("at", at.toString())
                .put("lines", lines)
                .put("counted", counted)
                .toString();
    }

    /**
     * The record for {@code topic}.
     *
     * @param auditedTopic whose lines were audited: the key
     */
    public ProducerRecord<byte[], byte[]> toRecord(String topic, String auditedTopic) {
        return new ProducerRecord<>(
                topic, auditedTopic.getBytes(StandardCharsets.UTF_8), toJson().getBytes(StandardCharsets.UTF_8));
    }
}
