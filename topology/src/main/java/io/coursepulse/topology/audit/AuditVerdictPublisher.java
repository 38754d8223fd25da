package io.coursepulse.topology.audit;

import io.coursepulse.config.KafkaConfig;
import io.coursepulse.topic.AuditVerdict;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes an audit's verdict to topic {@code course-audits}, for the dashboard. */
final class AuditVerdictPublisher {

    private static final int TIMEOUT_MILLIS = 10_000;

    private AuditVerdictPublisher() {}

    /**
     * Publishes a verdict and waits until Kafka has acknowledged it.
     *
     * @throws AuditException if Kafka does not accept it; the audit itself remains valid
     */
    static void publish(KafkaConfig kafka, AuditVerdict verdict) throws InterruptedException {
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
            topic.send(verdict.toRecord(kafka.courseAudits(), kafka.accessLog()))
                    .get();
        } catch (ExecutionException e) {
            throw failure(kafka, e.getCause());
        } catch (KafkaException e) {
            throw failure(kafka, e);
        }
    }

    private static AuditException failure(KafkaConfig kafka, Throwable e) {
        return new AuditException(
                "Cannot publish the audit verdict to topic " + kafka.courseAudits() + " of Kafka at "
                        + kafka.bootstrapServers() + " (" + e.getMessage() + "). Check that the topic exists.",
                e);
    }
}
