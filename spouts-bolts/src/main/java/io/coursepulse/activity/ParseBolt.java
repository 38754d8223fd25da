package io.coursepulse.activity;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.BlacklistException;
import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.config.Stopwatch;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classifies each line as the counting topology does, with the current version of the blacklist, and emits the course
 * and the second of each counted line. Every valid line, counted or not, updates its partition's progress, which is
 * emitted to all pane tasks after the clicks that it covers.
 *
 * <p>All lines of a partition must arrive at the same task, in order.
 */
public final class ParseBolt extends BaseRichBolt {

    /** Clicks: course and second. */
    public static final String CLICKS = "clicks";

    /** {@link PartitionProgress}. */
    public static final String PROGRESS = "progress";

    public static final String COURSE = "course";
    static final String SECOND = "second";

    private static final Logger LOG = LoggerFactory.getLogger(ParseBolt.class);

    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

    private final LineRules rules;
    private final Blacklists blacklists;
    private final EventTimeLimits time;
    private transient LineClassifier classifier;
    private transient Blacklist blacklist;
    private transient PartitionProgress.Tracker progress;
    private transient Stopwatch sinceWarning;
    private transient OutputCollector collector;

    /** @param blacklists the versions of the blacklist; lines are classified with the current one */
    public ParseBolt(LineRules rules, Blacklists blacklists, EventTimeLimits time) {
        this.rules = rules;
        this.blacklists = blacklists;
        this.time = time;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        classifier = new LineClassifier(rules);
        progress = new PartitionProgress.Tracker(time, InstantSource.system());
    }

    @Override
    public void execute(Tuple tuple) {
        int partition = tuple.getIntegerByField(RecentLinesSpout.PARTITION);
        if (tuple.getSourceStreamId().equals(RecentLinesSpout.PARTITION_STATUS)) {
            progress.addStatus(
                    partition,
                    tuple.getIntegerByField(RecentLinesSpout.PARTITIONS),
                    tuple.getLongByField(RecentLinesSpout.READ_UNTIL));
            PartitionProgress current = progress.current(partition);
            warnIfAhead(current);
            collector.emit(PROGRESS, current.values());
        } else {
            classify(partition, tuple);
        }
        collector.ack(tuple);
    }

    private void warnIfAhead(PartitionProgress partition) {
        if (partition.ahead() > ClocksAhead.TOLERATED_MILLIS
                && (sinceWarning == null || sinceWarning.hasPassed(WARNING_INTERVAL))) {
            LOG.warn(
                    "Lines in partition {} are up to {} s ahead of this machine's clock. Windows show them when their time"
                            + " has come. Check the clocks of the web servers, and of this machine.",
                    partition.partition(),
                    partition.ahead() / 1_000.0);
            sinceWarning = Stopwatch.started();
        }
    }

    private void classify(int partition, Tuple tuple) {
        byte[] line = tuple.getBinaryByField(RecentLinesSpout.LINE);
        Outcome outcome = classifier.outcomeOf(line, 0, line.length, currentBlacklist());
        if (outcome == Outcome.COUNTED) {
            collector.emit(CLICKS, tuple, new Values(classifier.course(), classifier.epochSecond()));
        }
        if (outcome != Outcome.REJECTED && progress.addLine(partition, classifier.epochSecond())) {
            collector.emit(PROGRESS, progress.current(partition).values());
        }
    }

    /**
     * Blocks until a version is known, since clicks cannot be classified without one. Afterwards the last known version
     * is used while ZooKeeper is unavailable.
     */
    private Blacklist currentBlacklist() {
        while (true) {
            try {
                long current = blacklists.current();
                if (blacklist == null || blacklist.version() != current) {
                    blacklist = blacklists.version(current);
                }
                return blacklist;
            } catch (BlacklistException.Unavailable e) {
                if (blacklist != null) {
                    return blacklist;
                }
                LOG.warn("{} Retrying; no data is lost.", e.getMessage());
            }
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declareStream(CLICKS, new Fields(COURSE, SECOND));
        declarer.declareStream(PROGRESS, PartitionProgress.FIELDS);
    }
}
