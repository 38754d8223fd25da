package io.coursepulse.activity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.Config;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;
import org.apache.storm.windowing.TupleWindow;

/**
 * Runs the only task of a windowed bolt in Storm's own window executor with its watermark thread; several tasks of one
 * component feed it. Not thread-safe.
 */
final class WindowedBoltHarness implements AutoCloseable {

    private static final String PANES = "panes";
    private static final String WINDOW = "window";
    private static final int WINDOW_TASK = 100;

    /** A tuple emitted by the bolt: the values and the anchors. */
    record Emitted(List<Object> values, List<Tuple> anchors) {}

    private final BlockingQueue<Emitted> emitted = new LinkedBlockingQueue<>();
    private final List<Tuple> acked = Collections.synchronizedList(new ArrayList<>());
    private final IRichBolt bolt;
    private final TopologyContext context;

    /** A component whose tuples are panes. */
    private static final class Panes extends BaseRichBolt {
        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            throw new UnsupportedOperationException("not executed in this test");
        }

        @Override
        public void execute(Tuple tuple) {
            throw new UnsupportedOperationException("not executed in this test");
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(Pane.FIELDS);
        }
    }

    /** Starts the bolt with Storm's default settings and a watermark every few milliseconds. */
    WindowedBoltHarness(IRichBolt bolt, Map<String, Object> settings) {
        this.bolt = bolt;
        TopologyBuilder builder = new TopologyBuilder();
        builder.setBolt(PANES, new Panes()).globalGrouping(WINDOW);
        builder.setBolt(WINDOW, bolt).globalGrouping(PANES);
        StormTopology topology = builder.createTopology();
        Map<Integer, String> tasks = new HashMap<>(Map.of(WINDOW_TASK, WINDOW));
        for (int task = 0; task < 4; task++) {
            tasks.put(task, PANES);
        }
        context = new TopologyContext(
                topology,
                Map.of(),
                tasks,
                Map.of(PANES, List.of(0, 1, 2, 3), WINDOW, List.of(WINDOW_TASK)),
                Map.of(PANES, Map.of(Utils.DEFAULT_STREAM_ID, Pane.FIELDS)),
                Map.of(),
                "activity-1-1",
                null,
                null,
                WINDOW_TASK,
                6700,
                List.of(WINDOW_TASK),
                Map.of(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new AtomicBoolean(),
                null);
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.putAll(bolt.getComponentConfiguration());
        conf.put(Config.TOPOLOGY_BOLTS_WATERMARK_EVENT_INTERVAL_MS, 2);
        conf.putAll(settings);
        bolt.prepare(conf, context, new OutputCollector(new Collector()));
    }

    /** Sends the bolt a pane of a task. */
    void send(int task, Pane pane) {
        bolt.execute(new TupleImpl(context, pane.values(), PANES, task, Utils.DEFAULT_STREAM_ID));
    }

    /** The next record; waits for it. */
    Emitted next() throws InterruptedException {
        Emitted next = emitted.poll(1, TimeUnit.MINUTES);
        if (next == null) {
            throw new AssertionError("Timed out after one minute waiting for a window to fire");
        }
        return next;
    }

    /** Whether nothing more was emitted. */
    boolean hasNoOutput() {
        return emitted.isEmpty();
    }

    List<Tuple> acked() {
        return List.copyOf(acked);
    }

    @Override
    public void close() {
        bolt.cleanup();
    }

    private final class Collector implements IOutputCollector {
        @Override
        public List<Integer> emit(String stream, Collection<Tuple> anchors, List<Object> tuple) {
            emitted.add(new Emitted(tuple, anchors == null ? List.of() : List.copyOf(anchors)));
            return List.of();
        }

        @Override
        public void emitDirect(int task, String stream, Collection<Tuple> anchors, List<Object> tuple) {
            throw new UnsupportedOperationException("direct streams are not used");
        }

        @Override
        public void ack(Tuple input) {
            acked.add(input);
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

    /** A plain windowed bolt, which emits the panes of each window. */
    static final class PaneListingBolt extends BaseWindowedBolt {
        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(TupleWindow window) {
            collector.emit(new Values(
                    window.getEndTimestamp(),
                    window.get().stream()
                            .filter(tuple -> !Pane.of(tuple).isMarker())
                            .map(tuple -> tuple.getSourceTask() + "@" + tuple.getLongByField(Pane.END))
                            .sorted()
                            .toList()));
        }
    }
}
