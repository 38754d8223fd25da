package io.coursepulse.blacklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.FaultyStore;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.store.jdbc.JdbcAddress;
import io.coursepulse.topology.counts.CountingPipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The blacklist on a real ZooKeeper, applied to batches of a real Kafka. */
@Timeout(120)
class BlacklistIT {

    private static final Path FOLDER = Path.of("target", "it", "blacklist");

    private static Sandbox sandbox;

    @BeforeAll
    @Timeout(300)
    static void startServers() throws Exception {
        sandbox = Sandbox.start(
                SandboxOptions.in(FOLDER).withCleanStart().withServers(Set.of(ServerName.ZOOKEEPER, ServerName.KAFKA)),
                Progress.SILENT);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    /** A separate list for each test. */
    private static BlacklistAddress address(String name) {
        return new BlacklistAddress("127.0.0.1:" + sandbox.ports().of(PortName.ZOOKEEPER), "/blacklists/" + name);
    }

    private static BlacklistVersion add(BlacklistStore store, String... texts) {
        List<BlacklistEntry> entries =
                Stream.of(texts).map(BlacklistEntry::parse).toList();
        return store.change(list -> list.addAll(entries));
    }

    /** Waits until {@code version} is the current one in {@code lists}; returns how long that took. */
    private static Duration awaitVersion(ZooKeeperBlacklists lists, long version) throws InterruptedException {
        return Await.until(
                "version " + version + " of the blacklist", Duration.ofMinutes(1), () -> lists.current() == version);
    }

    @Test
    void everyChangeCreatesAVersion() {
        try (BlacklistStore store = new BlacklistStore(address("versions"))) {
            assertThat(store.current().number()).isZero();
            assertThat(store.current().entries()).isEmpty();

            assertThat(add(store, "203.0.113.0/24", "course 112").number()).isEqualTo(1);
            assertThat(store.change(list -> list.remove(BlacklistEntry.parse("course 112")))
                            .number())
                    .isEqualTo(2);
            assertThat(add(store, "203.0.113.9/24").number()).as("nothing new").isEqualTo(2);

            assertThat(store.current().entries()).containsExactly(BlacklistEntry.parse("203.0.113.0/24"));
            assertThat(store.version(1).entries()).hasSize(2);
            assertThat(store.version(0).entries()).isEmpty();
            assertThatThrownBy(() -> store.version(3))
                    .isInstanceOf(BlacklistException.Refused.class)
                    .hasMessageContaining("version 3 not found");
        }
    }

    @Test
    void versionsThatNobodyNeedsAreRemoved() {
        try (BlacklistStore store = new BlacklistStore(address("pruned"))) {
            assertThat(store.prune(version -> true)).isEmpty();
            for (int course = 1; course <= 4; course++) {
                add(store, "course " + course);
            }
            assertThat(store.prune(version -> version != 2)).containsExactly(1L, 3L);
            assertThat(store.version(2).entries()).hasSize(2);
            assertThat(store.current().number()).isEqualTo(4);
            assertThatThrownBy(() -> store.version(3)).isInstanceOf(BlacklistException.Refused.class);
            assertThat(add(store, "course 5").number()).isEqualTo(5);
        }
    }

    @Test
    void lostVersionsAreRefusedUntilTheListIsImportedWithAHigherNumber() {
        ZooKeeperBlacklists lists = new ZooKeeperBlacklists(address("lost"));
        assertThatThrownBy(() -> lists.currentAfter(57))
                .isInstanceOf(BlacklistException.Refused.class)
                .hasMessageContaining("/blacklists/lost")
                .hasMessageContaining("is at version 0, but lines have been counted with version 57")
                .hasMessageContaining("--min-version 58");
        try (BlacklistStore store = new BlacklistStore(lists.address())) {
            assertThat(add(store, "course 112").number()).isEqualTo(1);
            assertThatThrownBy(() -> lists.currentAfter(57)).isInstanceOf(BlacklistException.Refused.class);
            assertThat(store.change(list -> {}, 58).number()).isEqualTo(58);
            assertThat(lists.currentAfter(57)).isEqualTo(58);
            assertThat(lists.version(58).blocksCourse("112")).isTrue();
            assertThat(add(store, "course 113").number()).isEqualTo(59);
        }
    }

    @Test
    void concurrentChangesAreNotLost() throws Exception {
        int each = 25;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (BlacklistStore store = new BlacklistStore(address("together"))) {
            List<Future<Void>> changes = IntStream.range(0, 4)
                    .mapToObj(thread -> threads.submit((Callable<Void>) () -> {
                        for (int i = 0; i < each; i++) {
                            add(store, "10." + thread + ".0." + i);
                        }
                        return null;
                    }))
                    .toList();
            for (Future<Void> change : changes) {
                change.get();
            }
            assertThat(store.current().number()).isEqualTo(4L * each);
            assertThat(store.current().entries()).hasSize(4 * each);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void largeListIsStoredAndTooLargeListIsRejected() {
        Random random = new Random(7);
        List<BlacklistEntry> many = random.ints(100_000)
                .mapToObj(bits -> BlacklistEntry.parse((bits >>> 24) + "." + (bits >>> 16 & 255) + "."
                        + (bits >>> 8 & 255) + "." + (bits & 255) + "/28"))
                .toList();
        try (BlacklistStore store = new BlacklistStore(address("long"))) {
            BlacklistVersion stored = store.change(list -> list.addAll(many));
            assertThat(store.current()).isEqualTo(stored);
            assertThatThrownBy(() -> store.change(list -> random.ints(200_000)
                            .mapToObj(bits -> BlacklistEntry.parse("agent " + Long.toHexString(bits * 31L)))
                            .forEach(list::add)))
                    .isInstanceOf(BlacklistException.Refused.class)
                    .hasMessageContaining("too large")
                    .hasMessageContaining("Nothing was changed");
            assertThat(store.current()).isEqualTo(stored);
        }
    }

    @Test
    void readersSeeAChangeWithinTwoSeconds() throws Exception {
        ZooKeeperBlacklists lists = new ZooKeeperBlacklists(address("watched"));
        try (BlacklistStore store = new BlacklistStore(lists.address())) {
            assertThat(lists.current()).isZero();
            for (int version = 1; version <= 5; version++) {
                add(store, "10.0.0." + version);
                assertThat(awaitVersion(lists, version)).isLessThan(Duration.ofSeconds(2));
                byte[] client = ("10.0.0." + version).getBytes(StandardCharsets.US_ASCII);
                assertThat(lists.version(version).blocksClient(client, 0, client.length))
                        .isTrue();
                assertThat(lists.version(version - 1L).blocksClient(client, 0, client.length))
                        .isFalse();
            }
        }
    }

    @Test
    void lastVersionIsUsedDuringZooKeeperOutage() throws Exception {
        ZooKeeperBlacklists lists = new ZooKeeperBlacklists(address("outage"));
        try (BlacklistStore store = new BlacklistStore(lists.address())) {
            add(store, "course 112");
            awaitVersion(lists, 1);
            assertThat(lists.version(1).blocksCourse("112")).isTrue();

            sandbox.kill(ServerName.ZOOKEEPER);
            assertThat(lists.current()).isEqualTo(1);
            assertThat(lists.version(1).blocksCourse("112")).isTrue();

            sandbox.awaitReady(ServerName.ZOOKEEPER, Duration.ofMinutes(1));
            Await.until("ZooKeeper to take a change", Duration.ofMinutes(1), () -> {
                try {
                    add(store, "course 113");
                } catch (BlacklistException.Unavailable e) {
                    assertThat(e).hasMessageContaining("ZooKeeper at 127.0.0.1");
                    return false;
                }
                return true;
            });
            awaitVersion(lists, 2);
            assertThat(lists.version(2).blocksCourse("113")).isTrue();
        }
    }

    @Test
    void unreachableZooKeeperIsReported() {
        BlacklistAddress nowhere = new BlacklistAddress("127.0.0.1:1", "/blacklist");
        assertThatThrownBy(() -> new ZooKeeperBlacklists(nowhere).current())
                .isInstanceOf(BlacklistException.Unavailable.class)
                .hasMessageContaining("Cannot reach the blacklist in ZooKeeper at 127.0.0.1:1")
                .hasMessageContaining("blacklist.zookeeper");
    }

    /**
     * The list changes between two attempts of one batch, the first of which got half-way into the store. The second one
     * has to decide as the first did, or a click is lost or counted twice.
     */
    @Test
    void replayedBatchUsesItsOriginalVersion() throws Exception {
        ZooKeeperBlacklists lists = new ZooKeeperBlacklists(address("replay"));
        StoreConfig database = new StoreConfig.Jdbc(
                new JdbcAddress(
                        "jdbc:h2:" + FOLDER.toAbsolutePath().resolve("counts"), "sa", "", Duration.ofSeconds(10)),
                Duration.ofSeconds(10));
        String topic = "replayed";
        create(topic);
        produce(topic, "112", "112", "113", "113", "113", "114");
        try (BlacklistStore store = new BlacklistStore(lists.address());
                CounterStore counts = new FailsAfterLedgerWrite(database.open());
                ReplayedSpout spout = new ReplayedSpout(sandbox.kafkaBootstrapServers(), topic, lists, counts)) {
            add(store, "course 112");
            awaitVersion(lists, 1);
            List<List<Object>> first = spout.newBatch();
            CountingPipeline worker = new CountingPipeline(counts, lists);
            assertThatThrownBy(() -> worker.count(spout.txid(), first)).isInstanceOf(StoreException.Unavailable.class);

            store.change(list -> {
                list.clear();
                list.add(BlacklistEntry.parse("course 113"));
            });
            awaitVersion(lists, 2);
            // A new worker, which knows of the first attempt only what is in the store and in ZooKeeper.
            List<List<Object>> second = spout.replay();
            new CountingPipeline(counts, lists).count(spout.txid(), second);
            assertThat(clicks(counts)).isEqualTo(Map.of("113", 3L, "114", 1L));

            produce(topic, "112", "113", "114");
            while (ledger(counts, topic).nextOffset() < 9) {
                List<List<Object>> next = spout.newBatch();
                new CountingPipeline(counts, lists).count(spout.txid(), next);
            }
            assertThat(clicks(counts)).isEqualTo(Map.of("112", 1L, "113", 3L, "114", 2L));

            LedgerRow row = ledger(counts, topic);
            assertThat(row.outcomes()).isEqualTo(Map.of("counted", 6L, "blacklisted", 3L));
            assertThat(row.blacklistAt(5)).isEqualTo(1);
            assertThat(row.blacklistAt(6)).isEqualTo(2);
        }
    }

    private static LedgerRow ledger(CounterStore store, String topic) {
        return LedgerRow.of(store.ledger().get(topic + "-0")).orElseThrow();
    }

    private static Map<String, Long> clicks(CounterStore store) {
        Set<CellKey> cells = Stream.of("112", "113", "114")
                .map(course -> CellKey.counter("course_clickcount", "20171111_" + course))
                .collect(Collectors.toSet());
        Map<String, Long> clicks = new HashMap<>();
        Map<CellKey, StampedValue> stored = store.read(cells);
        stored.forEach((cell, value) -> clicks.put(cell.row().substring(9), value.value()));
        return clicks;
    }

    /** Fails once, in the middle of the counters and right after the ledger. */
    private static final class FailsAfterLedgerWrite extends FaultyStore {

        private boolean hasFailed;

        private FailsAfterLedgerWrite(CounterStore store) {
            super(store, new Random(3));
        }

        @Override
        public boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values) {
            boolean stored = super.writeIf(cell, expected, values);
            if (!hasFailed) {
                hasFailed = true;
                failNext(Fault.MIDDLE_OF_WRITE);
            }
            return stored;
        }
    }

    private static void create(String topic) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.kafkaBootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void produce(String topic, String... courses) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.kafkaBootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String course : courses) {
                String line = "1.2.3.4\t2017-11-11 00:30:05\t\"GET /class/" + course + ".html HTTP/1.1\"\t200\t-";
                producer.send(new ProducerRecord<>(topic, line.getBytes(StandardCharsets.US_ASCII)))
                        .get();
            }
        }
    }
}
