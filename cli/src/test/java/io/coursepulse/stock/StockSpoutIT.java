package io.coursepulse.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.server.ServerName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.storm.Config;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Storm's Kafka spout for Trident ({@code KafkaTridentSpoutEmitter} of storm-kafka-client 2.8.3) and ours, on a real Kafka.
 * As in the package of the same name in the topology module's tests, the wrong behaviour of the stock spout is asserted.
 */
@Timeout(120)
class StockSpoutIT {

    private static final Path FOLDER = Path.of("target", "it", "stock-spout");

    private static Sandbox sandbox;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    @Timeout(300)
    static void startServers() throws Exception {
        sandbox = Sandbox.start(
                SandboxOptions.in(FOLDER).withCleanStart().withServers(Set.of(ServerName.ZOOKEEPER, ServerName.KAFKA)),
                Progress.SILENT);
        Map<String, Object> kafka = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.kafkaBootstrapServers());
        admin = Admin.create(kafka);
        producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
        sandbox.close();
    }

    /** Creates a topic, after the deletion of one with the same name is complete. */
    private static void create(String topic) throws Exception {
        while (true) {
            try {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static void produce(String topic, int lines) throws Exception {
        List<Future<RecordMetadata>> sent = IntStream.range(0, lines)
                .mapToObj(i -> producer.send(new ProducerRecord<>(topic, new byte[] {'x'})))
                .toList();
        for (Future<RecordMetadata> line : sent) {
            line.get();
        }
    }

    private static SpoutTask task(Part part, String topic) {
        return new SpoutTask(part, sandbox.kafkaBootstrapServers(), topic);
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    /** Ten lines are counted; then, without a worker, ten more arrive and the first five of them expire. */
    private static SpoutTask withExpiredLines(Part part, String topic) throws Exception {
        create(topic);
        produce(topic, 10);
        SpoutTask task = task(part, topic);
        assertThat(task.nextLines()).isEqualTo(offsets(0, 10));
        task.restart(() -> {
            produce(topic, 10);
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(15)))
                    .all()
                    .get();
        });
        return task;
    }

    /** Ten lines are counted; then, without a worker, the topic is deleted and created again with other lines. */
    private static SpoutTask withRecreatedTopic(Part part, String topic, int lines) throws Exception {
        create(topic);
        produce(topic, 10);
        SpoutTask task = task(part, topic);
        assertThat(task.nextLines()).isEqualTo(offsets(0, 10));
        task.restart(() -> {
            admin.deleteTopics(List.of(topic)).all().get();
            create(topic);
            produce(topic, lines);
        });
        return task;
    }

    /** The first line that the task reads while lines keep arriving. */
    private static long firstLine(SpoutTask task, String topic) throws Exception {
        while (true) {
            List<Long> lines = task.batch();
            if (!lines.isEmpty()) {
                return lines.get(0);
            }
            produce(topic, 1);
        }
    }

    /** The stock spout leaves {@code auto.offset.reset} at {@code latest}: it skips five lines that Kafka still has. */
    @Test
    void stockSkipsLinesAfterExpiredOnes() throws Exception {
        try (SpoutTask task = withExpiredLines(Part.STOCK, "expired-stock")) {
            assertThat(firstLine(task, "expired-stock")).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void oursReportsMissingLines() throws Exception {
        try (SpoutTask task = withExpiredLines(Part.OURS, "expired-ours")) {
            assertThatThrownBy(() -> firstLine(task, "expired-ours"))
                    .isInstanceOf(ReportedFailedException.class)
                    .hasMessageContaining("expired-ours-0=10");
        }
    }

    /** For the same reason it skips the lines of a topic that was deleted and created again. */
    @Test
    void stockSkipsLinesOfRecreatedTopic() throws Exception {
        try (SpoutTask task = withRecreatedTopic(Part.STOCK, "recreated-stock", 5)) {
            assertThat(firstLine(task, "recreated-stock")).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void oursDetectsRecreatedTopic() throws Exception {
        try (SpoutTask task = withRecreatedTopic(Part.OURS, "recreated-ours", 5)) {
            assertThatThrownBy(task::batch)
                    .isInstanceOf(ReportedFailedException.class)
                    .hasMessageContaining("Topic recreated-ours has a different topic ID")
                    .hasMessageContaining("offset 10");
        }
    }

    /** The stock spout continues at the offset of the old topic, which the new one has too, and skips the lines before it. */
    @Test
    void stockMistakesLongerTopicForTheOldOne() throws Exception {
        try (SpoutTask task = withRecreatedTopic(Part.STOCK, "longer-stock", 12)) {
            assertThat(firstLine(task, "longer-stock")).isEqualTo(10);
        }
    }

    @Test
    void oursDetectsLongerTopicByItsId() throws Exception {
        try (SpoutTask task = withRecreatedTopic(Part.OURS, "longer-ours", 12)) {
            assertThatThrownBy(task::batch)
                    .isInstanceOf(ReportedFailedException.class)
                    .hasMessageContaining("Topic longer-ours has a different topic ID");
        }
    }

    /**
     * By Storm's and Kafka's default settings a task takes 500 lines into a batch, and a batch begins every 500 ms: 1,000
     * lines a second, however many wait.
     */
    @Test
    void stockReadsAThousandLinesPerSecond() throws Exception {
        int batch = batchOfABacklog(Part.STOCK);
        Map<String, Object> defaults = Utils.readDefaultConfig();
        int interval = (Integer) defaults.get(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS);
        assertThat(defaults.get(Config.TOPOLOGY_MAX_SPOUT_PENDING)).isNull();
        assertThat(batch).isEqualTo(500);
        assertThat(batch * 1_000 / interval).isEqualTo(1_000);
    }

    /** All of it: a fetch may be as large as a batch. */
    @Test
    void oursReadsTheWholeBacklog() throws Exception {
        assertThat(batchOfABacklog(Part.OURS)).isEqualTo(20_000);
    }

    private static int batchOfABacklog(Part part) throws Exception {
        String topic = "backlog-" + part;
        create(topic);
        produce(topic, 20_000);
        try (SpoutTask task = task(part, topic)) {
            return task.nextLines().size();
        }
    }
}
