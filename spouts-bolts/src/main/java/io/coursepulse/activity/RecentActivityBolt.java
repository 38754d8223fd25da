package io.coursepulse.activity;

import io.coursepulse.topic.RecentWindow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.WindowedBoltExecutor;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.windowing.TupleWindow;

/**
 * A sliding event-time window over the panes. Emits a {@link RecentWindow} at every slide, unanchored: Storm would
 * anchor it to every pane in the window, and a lost window is replaced by the next one.
 *
 * <p>Runs as a single task, which receives all panes in time order. {@link #execute} runs in Storm's watermark thread.
 */
public final class RecentActivityBolt extends BaseWindowedBolt {

    /** The window's name. */
    public static final String WINDOW = "window";

    /** {@link RecentWindow#toJson}. */
    public static final String RECORD = "record";

    private final ActivityWindow window;
    private final int top;
    private transient SlidingClickCounts clicks;
    private transient OutputCollector collector;

    private RecentActivityBolt(ActivityWindow window, int top) {
        this.window = window;
        this.top = top;
    }

    /**
     * Creates the bolt.
     *
     * @param top how many courses are named at most
     */
    public static IRichBolt of(ActivityWindow window, int top) {
        return new UntrackedWindowExecutor(new RecentActivityBolt(window, top)
                .withWindow(
                        millis(window.length().toMillis()),
                        millis(window.slide().toMillis()))
                .withTimestampField(Pane.END)
                .withLag(millis(MergeBolt.MARKER_MILLIS)));
    }

    private static Duration millis(long millis) {
        return new Duration(Math.toIntExact(millis), TimeUnit.MILLISECONDS);
    }

    /**
     * Storm requires a window to be shorter than the message timeout, since it acks a tuple when it leaves the window.
     * Our panes are unanchored, so no tuple waits for that ack; a timeout as long as the window would delay the replay
     * of lines lost with a worker.
     */
    private static final class UntrackedWindowExecutor extends WindowedBoltExecutor {

        UntrackedWindowExecutor(BaseWindowedBolt bolt) {
            super(bolt);
        }

        @Override
        protected int getTopologyTimeoutMillis(Map<String, Object> conf) {
            return Integer.MAX_VALUE;
        }
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        clicks = new SlidingClickCounts(window, top);
    }

    @Override
    public void execute(TupleWindow slide) {
        List<Pane> entered = slide.getNew().stream()
                .map(Pane::of)
                .filter(pane -> !pane.isMarker())
                .toList();
        RecentWindow record = clicks.slide(entered, slide.getEndTimestamp());
        collector.emit(List.of(), new Values(record.window(), record.toJson()));
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields(WINDOW, RECORD));
    }
}
