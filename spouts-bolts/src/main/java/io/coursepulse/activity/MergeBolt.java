package io.coursepulse.activity;

import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;

/**
 * Makes one stream of the pane tasks' panes, in the order of time. Storm's windows need that: they keep one watermark for
 * a component, not one for each of its tasks, so that the fastest task would make the others' panes late; and they stop
 * looking for a window's tuples at the first one that is ahead of it, so that what stands behind is missed.
 *
 * <p>Each pane is followed by a mark, which is empty and one millisecond younger. Storm takes note of a tuple's time before
 * it puts the tuple into the window, and fires windows from another thread: without the mark a window could fire without
 * its last pane.
 *
 * <p>A single task, as all panes of a second must meet.
 */
public final class MergeBolt extends BaseRichBolt {

    /** How much younger than the pane its mark is: the lag that the windows must allow. */
    static final int MARKER_MILLIS = 1;

    private final String paneComponent;
    private transient PaneMerger panes;
    private transient OutputCollector collector;

    /** @param paneComponent the component whose tasks make the panes */
    public MergeBolt(String paneComponent) {
        this.paneComponent = paneComponent;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        panes = new PaneMerger(context.getComponentTasks(paneComponent).size());
    }

    @Override
    public void execute(Tuple tuple) {
        for (Pane pane : panes.add(tuple.getSourceTask(), Pane.of(tuple))) {
            collector.emit(pane.values());
            collector.emit(pane.marker().values());
        }
        collector.ack(tuple);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(Pane.FIELDS);
    }
}
