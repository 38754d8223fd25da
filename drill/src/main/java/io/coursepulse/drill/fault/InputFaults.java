package io.coursepulse.drill.fault;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Lines as web servers write them on a bad day. */
final class InputFaults {

    /** About 800 a second. */
    private static final int STRANGERS_A_PAUSE = 40;

    private static final long PAUSE_MILLIS = 50;

    private static final List<Duration> SKEWS = List.of(
            Duration.ofSeconds(3),
            Duration.ofSeconds(-5),
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            Duration.ofHours(-3),
            Duration.ofHours(-25));

    /** The lines of strangers contain this. Web servers do not write them here, but a producer of the drill's own. */
    static final String STRANGER = "stranger=";

    private static final int STRANGERS = 4_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ENGLISH);

    private InputFaults() {}

    static InjectedFault strangers(DrillCluster cluster, SplittableRandom random) throws InterruptedException {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.sandbox().kafkaBootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all");
        long before = cluster.ledger().lines();
        try (Producer<String, String> kafka =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int line = 0; line < STRANGERS; line++) {
                kafka.send(new ProducerRecord<>(cluster.topic(), strangersLine(random)));
                if (line % STRANGERS_A_PAUSE == 0) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        }
        return InjectedFault.now(STRANGERS + " new courses, keywords and user agents", () -> cluster.ledger()
                .awaitLines(before + STRANGERS));
    }

    private static String strangersLine(SplittableRandom random) {
        String made = Long.toHexString(random.nextLong());
        return "203.0.113.9 - - [" + TIME.format(ZonedDateTime.now()) + "] \"GET /class/" + made + ".html?" + STRANGER
                + made
                + " HTTP/1.1\" 200 512 \"https://www.baidu.com/s?wd=" + made
                + "\" \"Mozilla/5.0 (X11; Linux x86_64; rv:"
                + random.nextInt(200) + ".0) Gecko/20100101 Firefox/" + made + "\"";
    }

    static InjectedFault skewClock(DrillCluster cluster, SplittableRandom random) throws InterruptedException {
        Duration skew = SKEWS.get(random.nextInt(SKEWS.size()));
        cluster.clock().set(skew);
        try {
            long before = cluster.writer().truth().lines();
            cluster.ledger().awaitLines(before + 1);
        } finally {
            cluster.clock().set(Duration.ZERO);
        }
        return InjectedFault.now(
                "web server " + skew.abs() + (skew.isNegative() ? " behind" : " ahead"),
                () -> cluster.ledger().awaitCommit("the clock was set right"));
    }
}
