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
 * The topology of recent activity:
 *
 * <pre>
 * RecentLinesSpout -> ParseBolt -> PaneBolt -> MergeBolt -> RecentActivityBolt, one for each window -> KafkaBolt
 *
 * KafkaSpout on what that has written -> RecentRowsBolt -> HBaseBolt
 * </pre>
 *
 * The rows take the way over the topic because Storm's bolts wait for those behind them: with HBase behind the windows, an
 * outage of HBase would stop them as soon as its bolt's queue is full. So its branch has a spout of its own, which alone is
 * held up, and which has the windows that HBase has missed when it is back. Without HBase there are no rows.
 */
public final class ActivityTopology {

    /** The name under which it runs on a cluster. */
    public static final String NAME = "coursepulse-activity";

    private static final String LINES = "lines";
    private static final String PARSE = "parse";
    private static final String PANES = "panes";
    private static final String SECONDS = "seconds";
    private static final String PUBLISH = "publish";
    private static final String RECORDS = "records";
    private static final String ROWS = "rows";
    private static final String HBASE = "hbase";

    /** The key in Storm's configuration under which HBaseBolt looks for HBase's. */
    private static final String HBASE_CONFIG = "coursepulse.hbase";

    /** Longer than a garbage collection; a line that was lost with a worker comes again after it, and is late. */
    private static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(60);

    /** How soon after its last pane a window fires. */
    private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(100);

    private static final int IDLE_POLLS_BEFORE_SLEEP = 10;

    private static final Duration IDLE_SLEEP = Duration.ofMillis(5);

    /** Windows that wait for HBase; each is as many puts as it names courses. */
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

    /** How Storm is to run it. */
    public static Config config(PipelineConfig pipeline) {
        ActivityConfig activity = pipeline.activity();
        Config config = new Config();
        config.setNumWorkers(activity.workers());
        config.setMaxSpoutPending(activity.pending());
        config.setMessageTimeoutSecs(Math.toIntExact(MESSAGE_TIMEOUT.toSeconds()));
        // For the whole topology: Storm does not listen to a bolt that wants it otherwise (Executor drops the key).
        config.put(Config.TOPOLOGY_BOLTS_WATERMARK_EVENT_INTERVAL_MS, WATERMARK_INTERVAL.toMillis());
        // By default a task without work looks for some ten thousand times a second, then a thousand times; there are a
        // dozen of them. A window can wait for some milliseconds.
        config.put(Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL2_COUNT, IDLE_POLLS_BEFORE_SLEEP);
        config.put(Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS, IDLE_SLEEP.toMillis());
        config.put(Config.TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS, IDLE_SLEEP.toMillis());
        // Tuples between workers are texts, numbers and bytes. Anything else would be slow, and is a mistake.
        config.setFallBackOnJavaSerialization(false);
        if (pipeline.store() instanceof StoreConfig.HBase hbase) {
            Map<String, Object> settings = new HashMap<>(hbase.address().clientSettings());
            // The bolt looks for it, to warn if it is not there; clients do not use it.
            settings.put("hbase.rootdir", "file:///");
            config.put(HBASE_CONFIG, settings);
        }
        return config;
    }
}
