package io.coursepulse.topology.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.config.Settings;
import io.coursepulse.spout.InMemoryKafka;
import io.coursepulse.store.StoreException;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.counts.CountsTopology;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code MasterBatchCoordinator#sync} of storm-client 2.8.3 looks at each batch that may start, T first, and asks its
 * throttle at each look. When the throttle opens between the look at T and the look at T+1, batch T+1 starts before T. It
 * begins where T is to begin; then T, whose metadata Trident stores as null because a later batch has some, takes the same
 * lines. With one pending batch there is no look at T+1.
 */
class BatchOrderTest {

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);

    /**
     * Batch 1 starts. With two pending, the throttle is closed at the looks at batch 2 before and after batch 1, then open
     * at the look at batch 3, and from then on.
     */
    private static final boolean[] OPENS_BETWEEN_TWO_CHECKS = {true, false, false, true};

    @TempDir
    private Path folder;

    private final InMemoryKafka kafka = new InMemoryKafka();
    private final Store store = new Store();
    private ZooKeeper zooKeeper;

    @BeforeEach
    void startZooKeeper() throws Exception {
        zooKeeper = new ZooKeeper(folder);
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

    /** A line for batch 1, and another when it has ended. */
    private void countTwoLines(Part part, int pending) throws Exception {
        kafka.append(ZERO, LogLines.visit("java"));
        try (Worker worker = part.start(kafka, store, settings(pending));
                Coordinator coordinator = new Coordinator(settings(pending), OPENS_BETWEEN_TWO_CHECKS)) {
            coordinator.startBatches();
            coordinator.processEmitted(worker);
            kafka.append(ZERO, LogLines.visit("java"));
            for (int looks = 0; looks < 3; looks++) {
                coordinator.startBatches();
            }
            coordinator.processEmitted(worker);
        }
    }

    @Test
    void stockCountsALineTwiceWithTwoPendingBatches() throws Exception {
        countTwoLines(Part.STOCK_TRANSACTIONAL, 2);
        assertThat(stored(Part.STOCK_TRANSACTIONAL)).isEqualTo(3);
    }

    @Test
    void ourLedgerRefusesTheSecondBatch() throws Exception {
        assertThatThrownBy(() -> countTwoLines(Part.OURS, 2))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("Batch 3 brings offsets 1 to 2 of access-log-0")
                .hasMessageContaining("the ledger stands at offset 2 since batch 2");
        assertThat(stored(Part.OURS)).isEqualTo(2);
    }

    @Test
    void oursCountsEachLineOnceWithOurSettings() throws Exception {
        countTwoLines(Part.OURS, ourPending());
        assertThat(stored(Part.OURS)).isEqualTo(2);
    }

    private long stored(Part part) {
        try (Worker worker = part.start(kafka, store, settings(1))) {
            return worker.stored("java");
        }
    }

    /** However the throttle opens and closes over five looks. */
    @Test
    void startsBatchesInOrderWithOurSettings() throws Exception {
        assertThat(startsOutOfOrder(2)).isPositive();
        assertThat(startsOutOfOrder(ourPending())).isZero();
    }

    private int startsOutOfOrder(int pending) throws Exception {
        int looks = 5;
        boolean[] patterns = new boolean[looks << looks];
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = (i / looks >> i % looks & 1) == 1;
        }
        Map<String, Object> settings = settings(pending);
        settings.put(Config.TRANSACTIONAL_ZOOKEEPER_ROOT, "/pending-" + pending);
        try (Coordinator coordinator = new Coordinator(settings, patterns)) {
            while (coordinator.hasThrottleChecksLeft()) {
                coordinator.startBatches();
                coordinator.acknowledgeAll();
            }
            List<Long> started = coordinator.started();
            assertThat(started).hasSizeGreaterThan(patterns.length / 4);
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
