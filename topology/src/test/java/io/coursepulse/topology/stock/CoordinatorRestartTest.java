package io.coursepulse.topology.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.config.Settings;
import io.coursepulse.spout.CoordinatorFixture;
import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.counts.CountsTopology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.storm.Config;
import org.apache.storm.coordination.BatchOutputCollector;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StateSpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.trident.topology.BatchInfo;
import org.apache.storm.trident.topology.ITridentBatchBolt;
import org.apache.storm.trident.topology.MasterBatchCoordinator;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.trident.topology.TridentBoltExecutor;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The coordinator's worker dies while an attempt of a batch is under way, and the other workers survive. With
 * {@code topology.max.spout.pending} = 1, {@code MasterBatchCoordinator#getStoredCurrAttempts} of storm-client 2.8.3
 * forgets the attempt number of the running batch, so that the new coordinator starts an attempt of the same number.
 * {@code TridentBoltExecutor} identifies an attempt by its number: it adds up the tuples and reports of both, and
 * finishes the batch without those of a task that has not reported.
 */
class CoordinatorRestartTest {

    private static final String LEDGER = "ledger";
    private static final String GROUP = "bg0";
    private static final String COORD = TridentBoltExecutor.coordStream(GROUP);
    private static final String CLICKS = "s1";
    private static final int COUNTER_TASK = 3;
    private static final String MASTER = "master";
    private static final int MASTER_TASK = 4;

    @TempDir
    private Path folder;

    private EmbeddedZooKeeper zooKeeper;

    @BeforeEach
    void startZooKeeper() throws Exception {
        zooKeeper = new EmbeddedZooKeeper(folder);
    }

    @AfterEach
    void stopZooKeeper() {
        zooKeeper.close();
    }

    private Map<String, Object> stockSettings() {
        Map<String, Object> settings = zooKeeper.stormSettings();
        settings.put(Config.TOPOLOGY_MAX_SPOUT_PENDING, 1);
        return settings;
    }

    private Map<String, Object> ourSettings() {
        Map<String, Object> settings = zooKeeper.stormSettings();
        PipelineConfig pipeline = Settings.parse(
                """
                kafka.bootstrap-servers = "k1:9092"
                store.hbase.quorum = "z1:2181"
                """,
                PipelineConfig::of);
        settings.putAll(CountsTopology.config(pipeline));
        return settings;
    }

    private static TestCoordinator stock(Map<String, Object> settings) throws ReflectiveOperationException {
        return new TestCoordinator(settings);
    }

    private static TestCoordinator ours(Map<String, Object> settings) throws ReflectiveOperationException {
        return new TestCoordinator(settings, CoordinatorFixture.open()::isReady);
    }

    private static TransactionAttempt firstStarted(TestCoordinator coordinator) {
        for (int passes = 0; coordinator.startedAttempts().isEmpty() && passes < 10; passes++) {
            coordinator.startBatches();
        }
        return coordinator.startedAttempts().get(0);
    }

    @Test
    void stockStartsTheSameAttemptAgain() throws Exception {
        try (TestCoordinator killed = stock(stockSettings())) {
            TransactionAttempt first = firstStarted(killed);
            try (TestCoordinator successor = stock(stockSettings())) {
                assertThat(firstStarted(successor)).isEqualTo(first);
                assertThat(countedClicks(first, firstStarted(successor))).containsExactly(4);
            }
        }
    }

    @Test
    void oursStartsTheNextAttempt() throws Exception {
        try (TestCoordinator killed = ours(ourSettings())) {
            TransactionAttempt first = firstStarted(killed);
            try (TestCoordinator successor = ours(ourSettings())) {
                TransactionAttempt second = firstStarted(successor);
                assertThat(second.getTransactionId()).isEqualTo(first.getTransactionId());
                assertThat(second.getAttemptId()).isEqualTo(first.getAttemptId() + 1);
                assertThat(countedClicks(first, second)).containsExactly(5);
            }
        }
    }

    /**
     * Two coordinators, one of them cut off from Nimbus, commit the same attempt. The counter task has not got all of it,
     * so it holds the first commit back; but it acknowledges the second at once, and that coordinator goes on to the next
     * batch. If the batch fails then, only the first coordinator is told. That is why the ledger looks at the positions of
     * the counters' shards before it accepts a batch.
     */
    @Test
    void stockAcknowledgesASecondCommitOfAnUnfinishedBatch() {
        List<Integer> finished = new ArrayList<>();
        List<Tuple> acknowledged = new ArrayList<>();
        TopologyContext context = counterContext();
        TridentBoltExecutor.CoordSpec spec = new TridentBoltExecutor.CoordSpec();
        spec.coords.put(LEDGER, TridentBoltExecutor.CoordType.all());
        spec.commitStream = new GlobalStreamId(MASTER, MasterBatchCoordinator.COMMIT_STREAM_ID);
        TridentBoltExecutor counter = new TridentBoltExecutor(
                new ClickSum(finished),
                Map.of(
                        new GlobalStreamId(LEDGER, CLICKS),
                        GROUP,
                        new GlobalStreamId(LEDGER, COORD),
                        GROUP,
                        spec.commitStream,
                        GROUP),
                Map.of(GROUP, spec));
        counter.prepare(Map.of(), context, new OutputCollector(new NoOutput(acknowledged::add)));
        TransactionAttempt attempt = new TransactionAttempt(7L, 2);
        report(counter, context, attempt, 1, 2);
        Tuple first = commit(context, attempt);
        Tuple second = commit(context, attempt);
        counter.execute(first);
        counter.execute(second);
        assertThat(finished).isEmpty();
        assertThat(acknowledged).contains(second).doesNotContain(first);
    }

    private static Tuple commit(TopologyContext context, TransactionAttempt attempt) {
        return new TupleImpl(context, List.of(attempt), MASTER, MASTER_TASK, MasterBatchCoordinator.COMMIT_STREAM_ID);
    }

    /**
     * The clicks of each finished batch of a counter task. Two ledger tasks send it 2 and 3 clicks. The first reports
     * in both attempts before the second does in the newer one.
     */
    private static List<Integer> countedClicks(TransactionAttempt first, TransactionAttempt second) {
        List<Integer> finished = new ArrayList<>();
        TopologyContext context = counterContext();
        TridentBoltExecutor.CoordSpec spec = new TridentBoltExecutor.CoordSpec();
        spec.coords.put(LEDGER, TridentBoltExecutor.CoordType.all());
        TridentBoltExecutor counter = new TridentBoltExecutor(
                new ClickSum(finished),
                Map.of(new GlobalStreamId(LEDGER, CLICKS), GROUP, new GlobalStreamId(LEDGER, COORD), GROUP),
                Map.of(GROUP, spec));
        counter.prepare(Map.of(), context, new OutputCollector(new NoOutput(tuple -> {})));
        report(counter, context, first, 1, 2);
        report(counter, context, second, 1, 2);
        report(counter, context, second, 2, 3);
        return finished;
    }

    private static void report(
            TridentBoltExecutor counter, TopologyContext context, TransactionAttempt attempt, int task, int clicks) {
        counter.execute(new TupleImpl(context, List.of(attempt, clicks), LEDGER, task, CLICKS));
        counter.execute(new TupleImpl(context, List.of(attempt, 1), LEDGER, task, COORD));
    }

    private static TopologyContext counterContext() {
        StormTopology topology = new StormTopology();
        topology.set_spouts(Map.<String, SpoutSpec>of());
        topology.set_bolts(Map.<String, Bolt>of());
        topology.set_state_spouts(Map.<String, StateSpoutSpec>of());
        return new TopologyContext(
                topology,
                Map.of(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 30),
                Map.of(1, LEDGER, 2, LEDGER, COUNTER_TASK, "counters", MASTER_TASK, MASTER),
                Map.of(LEDGER, List.of(1, 2), "counters", List.of(COUNTER_TASK), MASTER, List.of(MASTER_TASK)),
                Map.of(
                        LEDGER,
                        Map.of(CLICKS, new Fields("id", "clicks"), COORD, new Fields("id", "count")),
                        MASTER,
                        Map.of(MasterBatchCoordinator.COMMIT_STREAM_ID, new Fields("tx"))),
                Map.of(),
                "counts-1-1",
                null,
                null,
                COUNTER_TASK,
                6700,
                List.of(COUNTER_TASK),
                Map.of(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new AtomicBoolean(),
                null);
    }

    /**
     * Random closed throttles, acknowledgements, failures and restarts: an attempt is started at most once, a batch only
     * after the one before it, and only so many at a time.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void oursStartsEachAttemptOnceAndInOrder(int inFlight) throws Exception {
        for (int seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            Map<String, Object> settings = ourSettings();
            settings.put(Config.TOPOLOGY_MAX_SPOUT_PENDING, ExactKafkaSpout.maxSpoutPending(inFlight));
            settings.put(Config.TRANSACTIONAL_ZOOKEEPER_ROOT, "/seed-" + seed);
            List<TransactionAttempt> started = new ArrayList<>();
            for (int restarts = 0; restarts < 6; restarts++) {
                int[] closed = random.ints(200, 0, 6).toArray();
                try (TestCoordinator coordinator =
                        new TestCoordinator(settings, CoordinatorFixture.open()::isReady, closed)) {
                    for (int steps = random.nextInt(60); steps > 0; steps--) {
                        switch (random.nextInt(6)) {
                            case 0 -> coordinator.failOne();
                            case 1, 2 -> coordinator.acknowledgeOne();
                            default -> coordinator.startBatches();
                        }
                        assertThat(coordinator.uncommitted())
                                .as("seed %d", seed)
                                .isLessThanOrEqualTo(inFlight);
                        assertThat(coordinator.startedBeforeAnEarlierOne())
                                .as("seed %d", seed)
                                .isEmpty();
                    }
                    started.addAll(coordinator.startedAttempts());
                }
            }
            assertThat(started).as("seed %d", seed).doesNotHaveDuplicates().hasSizeGreaterThan(5);
        }
    }

    /** Sums the clicks of a batch. */
    private record ClickSum(List<Integer> finished) implements ITridentBatchBolt {

        private static final long serialVersionUID = 1L;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutputCollector collector) {
            // Emits nothing.
        }

        @Override
        public Object initBatchState(String batchGroup, Object batchId) {
            return new int[1];
        }

        @Override
        public void execute(BatchInfo batch, Tuple tuple) {
            ((int[]) batch.state)[0] += tuple.getInteger(1);
        }

        @Override
        public void finishBatch(BatchInfo batch) {
            finished.add(((int[]) batch.state)[0]);
        }

        @Override
        public void cleanup() {
            // Holds nothing.
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // Emits nothing.
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return new HashMap<>();
        }
    }

    private record NoOutput(Consumer<Tuple> acknowledged) implements IOutputCollector {

        @Override
        public List<Integer> emit(String stream, Collection<Tuple> anchors, List<Object> tuple) {
            throw new UnsupportedOperationException("the counters emit nothing here");
        }

        @Override
        public void emitDirect(int task, String stream, Collection<Tuple> anchors, List<Object> tuple) {
            throw new UnsupportedOperationException("the counters emit nothing here");
        }

        @Override
        public void ack(Tuple input) {
            acknowledged.accept(input);
        }

        @Override
        public void fail(Tuple input) {
            throw new AssertionError("failed " + input);
        }

        @Override
        public void resetTimeout(Tuple input) {
            throw new UnsupportedOperationException("timeouts are not tracked");
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void reportError(Throwable error) {
            throw new AssertionError(error);
        }
    }
}
