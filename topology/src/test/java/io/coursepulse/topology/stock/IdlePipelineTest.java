package io.coursepulse.topology.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.spout.CoordinatorFixture;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.storm.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Storm's batch coordinator writes to ZooKeeper while no lines arrive. */
class IdlePipelineTest {

    private static final int IN_FLIGHT = 2;
    private static final int QUESTIONS = 1_000;

    @TempDir
    private Path folder;

    private EmbeddedZooKeeper zooKeeper;
    private long lines = 100;

    @BeforeEach
    void startZooKeeper() throws Exception {
        zooKeeper = new EmbeddedZooKeeper(folder);
    }

    @AfterEach
    void stopZooKeeper() {
        zooKeeper.close();
    }

    private TestCoordinator coordinator(LongPredicate ready) throws ReflectiveOperationException {
        Map<String, Object> settings = zooKeeper.stormSettings();
        settings.put(Config.TOPOLOGY_MAX_SPOUT_PENDING, IN_FLIGHT);
        return new TestCoordinator(settings, ready);
    }

    /** Lets the coordinator ask, and commits what it starts. */
    private long writesOf(TestCoordinator coordinator, int questions) {
        long before = zooKeeper.lastTransaction();
        for (int question = 0; question < questions; question++) {
            coordinator.startBatches();
            coordinator.acknowledgeAll();
        }
        return zooKeeper.lastTransaction() - before;
    }

    @Test
    void stockWritesAllTheTime() throws Exception {
        try (TestCoordinator coordinator = coordinator(txid -> true)) {
            assertThat(writesOf(coordinator, 100)).isGreaterThan(100);
        }
    }

    @Test
    void oursWritesNothing() throws Exception {
        try (TestCoordinator coordinator =
                coordinator(CoordinatorFixture.openWithCountedLines(() -> lines, IN_FLIGHT)::isReady)) {
            writesOf(coordinator, 100);
            int started = coordinator.started().size();
            assertThat(started).isBetween(IN_FLIGHT, 2 * IN_FLIGHT);
            assertThat(writesOf(coordinator, QUESTIONS)).isZero();

            lines++;
            assertThat(writesOf(coordinator, QUESTIONS)).isPositive();
            assertThat(coordinator.started()).hasSizeGreaterThan(started);
            assertThat(writesOf(coordinator, QUESTIONS)).isZero();
        }
    }

    /** The successor does not know what its predecessor has started: it starts that again, and is idle then. */
    @Test
    void restartedCoordinatorReplaysWhatWasStarted() throws Exception {
        try (TestCoordinator killed =
                coordinator(CoordinatorFixture.openWithCountedLines(() -> lines, IN_FLIGHT)::isReady)) {
            while (killed.started().isEmpty()) {
                killed.startBatches();
            }
            long running = killed.started().get(0);
            try (TestCoordinator successor =
                    coordinator(CoordinatorFixture.openWithCountedLines(() -> lines, IN_FLIGHT)::isReady)) {
                writesOf(successor, 100);
                assertThat(successor.started()).startsWith(running);
                assertThat(writesOf(successor, QUESTIONS)).isZero();
            }
        }
    }
}
