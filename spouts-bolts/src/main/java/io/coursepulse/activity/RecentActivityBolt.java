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
 * One window, sliding over the panes by the lines' own time. Emits a {@link RecentWindow} at every slide, which is not
 * anchored: Storm would anchor it to every pane in the window, and a window that was lost is replaced by the next.
 *
 * <p>A single task, which is given every pane in the order of time. {@link #execute} runs in the thread of Storm's
 * watermarks.
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
     * Makes the bolt.
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
     * Storm demands that a window be shorter than the message timeout, since it acks a tuple when it leaves the window. No
     * tuple of ours waits for that ack. With a timeout of the window's length a line that was lost with a worker would
     * stand in the spout's way for so long.
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
