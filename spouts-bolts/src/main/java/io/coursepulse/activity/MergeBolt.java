package io.coursepulse.activity;

import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;

/**
 * Merges the panes of all pane tasks into one stream, in time order. Storm's windows require it: they keep one
 * watermark per component, not per task, so that the fastest task would make the panes of others late; and they stop
 * looking for a window's tuples at the first one that is ahead of it, and miss those after it.
 *
 * <p>Each pane is followed by an empty marker, one millisecond later. Storm updates the watermark before it adds the
 * tuple to the window, and fires windows from another thread: without the marker a window could fire without its last
 * pane.
 *
 * <p>Runs as a single task, because all panes of a second must be merged.
 */
public final class MergeBolt extends BaseRichBolt {

    /** The time between a pane and its marker: the lag that the windows must allow. */
    static final int MARKER_MILLIS = 1;

    private final String paneComponent;
    private transient PaneMerger panes;
    private transient OutputCollector collector;

    /** @param paneComponent the component whose tasks emit the panes */
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
