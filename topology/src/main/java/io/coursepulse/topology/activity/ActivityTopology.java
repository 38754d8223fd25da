package io.coursepulse.topology.activity;

import io.coursepulse.activity.ActivityWindow;
import io.coursepulse.activity.EventTimeLimits;
import io.coursepulse.activity.MergeBolt;
import io.coursepulse.activity.PaneBolt;
import io.coursepulse.activity.ParseBolt;
import io.coursepulse.activity.RecentActivityBolt;
import io.coursepulse.activity.RecentLinesConfig;
import io.coursepulse.activity.RecentLinesSpout;
import io.coursepulse.config.KafkaConfig;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.store.hbase.HBaseAddress;
import io.coursepulse.store.hbase.RecentActivityTable;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.StringProducerProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.storm.Config;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.hbase.bolt.HBaseBolt;
import org.apache.storm.kafka.bolt.KafkaBolt;
import org.apache.storm.kafka.bolt.mapper.FieldNameBasedTupleToKafkaMapper;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.KafkaSpout;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.kafka.spout.KafkaSpoutRetryExponentialBackoff;
import org.apache.storm.kafka.spout.KafkaSpoutRetryExponentialBackoff.TimeInterval;
import org.apache.storm.topology.BoltDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;

/**
 * Wires the topology of recent activity:
 *
 * <pre>
 * RecentLinesSpout -> ParseBolt -> PaneBolt -> MergeBolt -> RecentActivityBolt, one for each window -> KafkaBolt
 *
 * KafkaSpout on that topic -> RecentRowsBolt -> HBaseBolt
 * </pre>
 *
 * The rows are read back from the topic because of Storm's back pressure: with HBaseBolt downstream of the windows, an
 * outage of HBase would stop them as soon as its queue is full. So HBase has its own branch and spout; only that branch
 * stalls, and it writes the missed windows after the outage. Without HBase there are no rows.
 */
public final class ActivityTopology {

    /** The topology's name on a cluster. */
    public static final String NAME = "coursepulse-activity";

    private static final String LINES = "lines";
    private static final String PARSE = "parse";
    private static final String PANES = "panes";
    private static final String SECONDS = "seconds";
    private static final String PUBLISH = "publish";
    private static final String RECORDS = "records";
    private static final String ROWS = "rows";
    private static final String HBASE = "hbase";

    /** The key in Storm's configuration under which HBaseBolt finds HBase's configuration. */
    private static final String HBASE_CONFIG = "coursepulse.hbase";

    /** Longer than a garbage collection pause; a line that was lost with a worker is replayed after it, and is late. */
    private static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(60);

    /** The maximum delay between a window's last pane and its firing. */
    private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(100);

    private static final int IDLE_POLLS_BEFORE_SLEEP = 10;

    private static final Duration IDLE_SLEEP = Duration.ofMillis(5);

    /** The maximum number of windows waiting for HBase; each has a put per course. */
    private static final int MAX_PENDING_ROWS = 20;

    private static final int PUT_BATCH_SIZE = 1_000;

    private ActivityTopology() {}

    /** Wires the topology. */
    public static StormTopology build(PipelineConfig pipeline) {
        ActivityConfig activity = pipeline.activity();
        EventTimeLimits time = activity.time();
        KafkaConfig kafka = pipeline.kafka();
        TopologyBuilder topology = new TopologyBuilder();
        topology.setSpout(
                LINES,
                new RecentLinesSpout(new RecentLinesConfig(
                        kafka.bootstrapServers(),
                        kafka.accessLog(),
                        activity.groupId(),
                        activity.lookback(),
                        activity.catchUp(),
                        activity.delay(),
                        activity.workers() == 1)),
                activity.spoutTasks());
        topology.setBolt(PARSE, new ParseBolt(pipeline.lines(), pipeline.blacklists(), time), activity.parseTasks())
                .fieldsGrouping(LINES, RecentLinesSpout.LINES, new Fields(RecentLinesSpout.PARTITION))
                .fieldsGrouping(LINES, RecentLinesSpout.PARTITION_STATUS, new Fields(RecentLinesSpout.PARTITION));
        topology.setBolt(PANES, new PaneBolt(time), activity.paneTasks())
                .fieldsGrouping(PARSE, ParseBolt.CLICKS, new Fields(ParseBolt.COURSE))
                .allGrouping(PARSE, ParseBolt.PROGRESS);
        topology.setBolt(SECONDS, new MergeBolt(PANES), 1).globalGrouping(PANES);
        BoltDeclarer publish = topology.setBolt(PUBLISH, publisher(kafka));
        for (ActivityWindow window : activity.windows()) {
            String name = "window-" + window.name();
            topology.setBolt(name, RecentActivityBolt.of(window, activity.top()), 1)
                    .globalGrouping(SECONDS);
            publish.globalGrouping(name);
        }
        if (pipeline.store() instanceof StoreConfig.HBase hbase) {
            addRows(topology, pipeline, hbase.address());
        }
        return topology.createTopology();
    }

    private static KafkaBolt<String, String> publisher(KafkaConfig kafka) {
        return new KafkaBolt<String, String>()
                .withProducerProperties(StringProducerProperties.properties(kafka))
                .withTopicSelector(kafka.courseActivity())
                .withTupleToKafkaMapper(
                        new FieldNameBasedTupleToKafkaMapper<>(RecentActivityBolt.WINDOW, RecentActivityBolt.RECORD));
    }

    private static void addRows(TopologyBuilder topology, PipelineConfig pipeline, HBaseAddress hbase) {
        topology.setSpout(RECORDS, records(pipeline)).setMaxSpoutPending(MAX_PENDING_ROWS);
        topology.setBolt(ROWS, new RecentRowsBolt(hbase)).globalGrouping(RECORDS);
        topology.setBolt(
                        HBASE,
                        new HBaseBolt(RecentActivityTable.NAME, new RecentActivityMapper())
                                .withConfigKey(HBASE_CONFIG)
                                .withBatchSize(PUT_BATCH_SIZE)
                                .withFlushIntervalSecs(1))
                .globalGrouping(ROWS);
    }

    private static KafkaSpout<String, String> records(PipelineConfig pipeline) {
        return new KafkaSpout<>(KafkaSpoutConfig.builder(
                        pipeline.kafka().bootstrapServers(), pipeline.kafka().courseActivity())
                .setGroupId(pipeline.activity().groupId() + "-rows")
                .setFirstPollOffsetStrategy(FirstPollOffsetStrategy.UNCOMMITTED_LATEST)
                .setProp(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_PENDING_ROWS)
                .setRetry(new KafkaSpoutRetryExponentialBackoff(
                        TimeInterval.seconds(1),
                        TimeInterval.milliSeconds(500),
                        Integer.MAX_VALUE,
                        TimeInterval.seconds(5)))
                .build());
    }

    /** The topology's Storm configuration. */
    public static Config config(PipelineConfig pipeline) {
        ActivityConfig activity = pipeline.activity();
        Config config = new Config();
        config.setNumWorkers(activity.workers());
        config.setMaxSpoutPending(activity.pending());
        config.setMessageTimeoutSecs(Math.toIntExact(MESSAGE_TIMEOUT.toSeconds()));
        // For the whole topology: Storm ignores it in a bolt's own configuration (Executor drops the key).
        config.put(Config.TOPOLOGY_BOLTS_WATERMARK_EVENT_INTERVAL_MS, WATERMARK_INTERVAL.toMillis());
        // By default an idle task polls its queue some ten thousand times a second, then a thousand times, and there
        // are a dozen tasks. A delay of some milliseconds does not matter for windows.
        config.put(Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL2_COUNT, IDLE_POLLS_BEFORE_SLEEP);
        config.put(Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS, IDLE_SLEEP.toMillis());
        config.put(Config.TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS, IDLE_SLEEP.toMillis());
        // Tuples between workers are strings, numbers and bytes. Java serialization would be slow and indicates a bug.
        config.setFallBackOnJavaSerialization(false);
        if (pipeline.store() instanceof StoreConfig.HBase hbase) {
            Map<String, Object> settings = new HashMap<>(hbase.address().clientSettings());
            // HBaseBolt warns if it is missing; clients do not use it.
            settings.put("hbase.rootdir", "file:///");
            config.put(HBASE_CONFIG, settings);
        }
        return config;
    }
}
