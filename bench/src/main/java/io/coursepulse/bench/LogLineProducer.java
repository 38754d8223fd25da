package io.coursepulse.bench;

import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.LineBatch;
import io.coursepulse.generator.LogGenerator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends generated lines to the access log's topic. For one thread. */
public final class LogLineProducer implements AutoCloseable {

    private static final String TOPIC = "access-log";
    private static final Duration TICK = Duration.ofMillis(20);

    private final KafkaProducer<byte[], byte[]> producer;
    private final LogGenerator generator;
    private final LineBatch batch = new LineBatch();
    private Instant now = Instant.now();

    /** Connects. */
    public LogLineProducer(String bootstrapServers, GeneratorOptions options) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        generator = new LogGenerator(options, () -> now);
    }

    /** Sends lines of a past period, second by second, as fast as Kafka accepts them. */
    public void sendBacklog(Duration past, int rate) {
        Instant end = Instant.now();
        for (now = end.minus(past); now.isBefore(end); now = now.plusSeconds(1)) {
            send(rate);
        }
        producer.flush();
    }

    /** Sends lines of the present time for a duration; returns how many. */
    public long send(int rate, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        long sent = 0;
        for (long passed = 0; passed < time.toNanos(); passed = System.nanoTime() - start) {
            now = Instant.now();
            int due = (int) (passed * rate / 1_000_000_000 - sent);
            send(due);
            sent += due;
            Thread.sleep(TICK.toMillis());
        }
        producer.flush();
        return sent;
    }

    private void send(int lines) {
        generator.fill(batch, lines);
        ByteBuffer bytes = batch.bytes();
        int start = 0;
        for (int line = 0; line < batch.lines(); line++) {
            byte[] text = new byte[batch.end(line) - 1 - start];
            bytes.get(start, text);
            producer.send(new ProducerRecord<>(TOPIC, text));
            start = batch.end(line);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
