package io.coursepulse.activity;

import java.time.InstantSource;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;

/**
 * Counts clicks by second and course and emits each second when it is complete: one tuple for all of the task's
 * courses, every second, empty or not. A click is acked when it is counted; panes are not anchored.
 *
 * <p>Requires a fields grouping by course.
 */
public final class PaneBolt extends BaseRichBolt {

    private final EventTimeLimits time;
    private transient OpenPanes panes;
    private transient OutputCollector collector;

    public PaneBolt(EventTimeLimits time) {
        this.time = time;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        panes = new OpenPanes(time, InstantSource.system());
    }

    @Override
    public void execute(Tuple tuple) {
        if (tuple.getSourceStreamId().equals(ParseBolt.CLICKS)) {
            panes.add(tuple.getStringByField(ParseBolt.COURSE), tuple.getLongByField(ParseBolt.SECOND));
        } else {
            panes.advance(PartitionProgress.of(tuple)).forEach(pane -> collector.emit(pane.values()));
        }
        collector.ack(tuple);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(Pane.FIELDS);
    }
}
