package io.coursepulse.topology.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.config.Settings;
import io.coursepulse.spout.CoordinatorFixture;
import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.spout.InMemoryKafka;
import io.coursepulse.store.StoreException;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.counts.CountsTopology;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongPredicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code MasterBatchCoordinator#sync} of storm-client 2.8.3 checks each batch that may start, T first, and queries its
 * throttle at each check. If the throttle opens between checking T and checking T+1, batch T+1 starts before T. It
 * starts at T's offset; then T, whose metadata Trident stores as null because a later batch has some, emits the same
 * lines. Our coordinator refuses T+1 until T has been committed.
 */
class BatchOrderTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);

    /**
     * Batch 1 starts. With two pending, the throttle is closed at the checks of batch 2 before and after the commit of
     * batch 1, and open at the check of batch 3.
     */
    private static final int[] OPENS_BETWEEN_TWO_CHECKS = {2};

    /** Storm's Kafka spouts are always ready. */
    private static final LongPredicate ALWAYS = txid -> true;

    @TempDir
    private Path folder;

    private final InMemoryKafka kafka = new InMemoryKafka();
    private final TestDatabase store = new TestDatabase();
    private EmbeddedZooKeeper zooKeeper;

    @BeforeEach
    void startZooKeeper() throws Exception {
        zooKeeper = new EmbeddedZooKeeper(folder);
    }

    @AfterEach
    void stopZooKeeper() {
        zooKeeper.close();
    }

    private Map<String, Object> settings(int pending) {
        Map<String, Object> settings = zooKeeper.stormSettings();
        settings.put(Config.TOPOLOGY_MAX_SPOUT_PENDING, pending);
        return settings;
    }

    private static int ourPending() {
        PipelineConfig pipeline = Settings.parse(
                """
                kafka.bootstrap-servers = "k1:9092"
                store.hbase.quorum = "z1:2181"
                """,
                PipelineConfig::of);
        return (Integer) CountsTopology.config(pipeline).get(Config.TOPOLOGY_MAX_SPOUT_PENDING);
    }

    /** Appends a line for batch 1, and another one when it has ended. */
    private void countTwoLines(SpoutImplementation part, int pending, LongPredicate ready) throws Exception {
        kafka.append(ZERO, LogLines.visit("java"));
        try (TestWorker worker = part.start(kafka, store, settings(pending));
                TestCoordinator coordinator = new TestCoordinator(settings(pending), ready, OPENS_BETWEEN_TWO_CHECKS)) {
            coordinator.startBatches();
            coordinator.processEmitted(worker);
            kafka.append(ZERO, LogLines.visit("java"));
            for (int looks = 0; looks < 4; looks++) {
                coordinator.startBatches();
            }
            coordinator.processEmitted(worker);
        }
    }

    @Test
    void stockCountsALineTwiceWithTwoPendingBatches() throws Exception {
        countTwoLines(SpoutImplementation.STOCK_TRANSACTIONAL, 2, ALWAYS);
        assertThat(stored(SpoutImplementation.STOCK_TRANSACTIONAL)).isEqualTo(3);
    }

    @Test
    void ourLedgerRefusesTheSecondBatch() throws Exception {
        assertThatThrownBy(() -> countTwoLines(SpoutImplementation.OURS, 2, ALWAYS))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("Batch 3 contains offsets 1 to 2 of access-log-0")
                .hasMessageContaining("the ledger is at offset 2 (batch 2)");
        assertThat(stored(SpoutImplementation.OURS)).isEqualTo(2);
    }

    @Test
    void oursCountsEachLineOnceWithOurSettings() throws Exception {
        countTwoLines(SpoutImplementation.OURS, ourPending(), CoordinatorFixture.open()::isReady);
        assertThat(stored(SpoutImplementation.OURS)).isEqualTo(2);
    }

    private long stored(SpoutImplementation part) {
        try (TestWorker worker = part.start(kafka, store, settings(1))) {
            return worker.stored("java");
        }
    }

    /** For many sequences of times at which the throttle opens. */
    @Test
    void startsBatchesInOrderWithOurSettings() throws Exception {
        assertThat(startsOutOfOrder(2, ALWAYS)).isPositive();
        assertThat(startsOutOfOrder(ourPending(), CoordinatorFixture.open()::isReady))
                .isZero();
    }

    /** The pass that the commit causes refuses the next batch; the one after it, a millisecond later, starts it. */
    @Test
    void nextBatchStartsInTheFirstPassAfterTheCommit() throws Exception {
        int pending = ExactKafkaSpout.maxSpoutPending(1);
        try (TestCoordinator coordinator = new TestCoordinator(settings(pending), CoordinatorFixture.open()::isReady)) {
            coordinator.startBatches();
            for (long batch = 1; batch <= 20; batch++) {
                coordinator.startBatches();
                assertThat(coordinator.started()).hasSize((int) batch).last().isEqualTo(batch);
                coordinator.acknowledgeOne();
                coordinator.acknowledgeOne();
                coordinator.acknowledgeOne();
            }
        }
    }

    private int startsOutOfOrder(int pending, LongPredicate ready) throws Exception {
        int[] closed = new Random(1).ints(200, 0, 7).toArray();
        Map<String, Object> settings = settings(pending);
        settings.put(Config.TRANSACTIONAL_ZOOKEEPER_ROOT, ready == ALWAYS ? "/stock" : "/ours");
        try (TestCoordinator coordinator = new TestCoordinator(settings, ready, closed)) {
            while (coordinator.hasScriptLeft()) {
                coordinator.startBatches();
                coordinator.acknowledgeAll();
            }
            List<Long> started = coordinator.started();
            int out = 0;
            for (int i = 1; i < started.size(); i++) {
                if (started.get(i) < started.get(i - 1)) {
                    out++;
                }
            }
            return out;
        }
    }
}
