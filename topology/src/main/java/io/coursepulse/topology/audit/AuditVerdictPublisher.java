package io.coursepulse.topology.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coursepulse.config.KafkaConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells those who look at the page what the last audit found. A record's key is the audited topic; its value is JSON
 * with {@code verdict} ({@code EXACT}, {@code CONSISTENT} or {@code DIFFERENT}), {@code at}, {@code lines} and {@code
 * counted}. The newest record of a key is what counts.
 */
final class AuditVerdictPublisher {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 10_000;

    private AuditVerdictPublisher() {}

    /**
     * Publishes a report's verdict.
     *
     * @throws AuditException if Kafka does not take it; the report is as good without
     */
    static void publish(KafkaConfig kafka, AuditReport report, Instant at) throws InterruptedException {
        Map<String, Object> producer = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS / 2,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS);
        try (KafkaProducer<byte[], byte[]> topic =
                new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = kafka.accessLog().getBytes(StandardCharsets.UTF_8);
            topic.send(new ProducerRecord<>(kafka.courseAudits(), key, value(report, at)))
                    .get();
        } catch (ExecutionException e) {
            throw failure(kafka, e.getCause());
        } catch (KafkaException e) {
            throw failure(kafka, e);
        }
    }

    static byte[] value(AuditReport report, Instant at) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("verdict", report.verdict().name());
        fields.put("at", at.truncatedTo(ChronoUnit.SECONDS).toString());
        fields.put("lines", report.lines());
        fields.put("counted", report.counted());
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers are always JSON", e);
        }
    }

    private static AuditException failure(KafkaConfig kafka, Throwable e) {
        return new AuditException(
                "The page cannot be told of this verdict: Kafka does not take it into topic " + kafka.courseAudits()
                        + " (" + e.getMessage() + "). Does the topic exist?",
                e);
    }
}
