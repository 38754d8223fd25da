package io.coursepulse.activity;

import io.coursepulse.config.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.KafkaSpout;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.kafka.spout.KafkaTuple;
import org.apache.storm.kafka.spout.RecordTranslator;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * storm-kafka-client's at-least-once spout, which also emits which partitions exist and until when each has been read. With
 * that, downstream bolts can distinguish an idle partition from one that is read slowly, and time passes for a partition
 * whose lines are ahead of the clock. The status of a partition arrives after the partition's lines, because it takes the
 * same route.
 *
 * <p>It starts far enough back to fill the windows, within the configured limits.
 *
 * <p>It waits for a missing topic. While Kafka is unavailable it emits no status and the windows wait; afterwards they
 * wait until the lines buffered during the outage have arrived.
 */
public final class RecentLinesSpout extends KafkaSpout<byte[], byte[]> {

    /** Lines, as bytes. */
    public static final String LINES = "lines";

    /** The status of a partition. */
    public static final String PARTITION_STATUS = "partition-status";

    public static final String PARTITION = "partition";
    static final String LINE = "line";
    static final String PARTITIONS = "partitions";

    /** The time until which its lines have been read, in milliseconds; {@link PartitionProgress#UNKNOWN} if nothing new. */
    static final String READ_UNTIL = "read-until";

    private static final Logger LOG = LoggerFactory.getLogger(RecentLinesSpout.class);

    private static final Duration STATUS_INTERVAL = Duration.ofMillis(500);

    /** Shorter than the worker's timeout for an unresponsive task. */
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);

    /** A restarted worker reads again what was read after the last commit. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    private final TrackingTopicFilter topic;
    private final Duration delay;
    private transient SpoutOutputCollector collector;
    private transient KafkaOutageDetector outage;
    private transient Stopwatch sinceStatus;

    public RecentLinesSpout(RecentLinesConfig config) {
        this(config, new TrackingTopicFilter(config));
    }

    private RecentLinesSpout(RecentLinesConfig config, TrackingTopicFilter topic) {
        super(kafkaSpout(config, topic));
        this.topic = topic;
        this.delay = config.delay();
    }

    private static KafkaSpoutConfig<byte[], byte[]> kafkaSpout(RecentLinesConfig config, TrackingTopicFilter topic) {
        return new KafkaSpoutConfig.Builder<byte[], byte[]>(config.bootstrapServers(), topic, topic)
                .setProp(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class)
                .setProp(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class)
                .setProp(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(KAFKA_TIMEOUT.toMillis()))
                .setProp(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(KAFKA_TIMEOUT.toMillis()))
                // Five minutes by default, during which lines of a new partition would be missed and then be late.
                .setProp(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000)
                .setGroupId(config.groupId())
                .setFirstPollOffsetStrategy(FirstPollOffsetStrategy.UNCOMMITTED_EARLIEST)
                .setOffsetCommitPeriodMs(COMMIT_INTERVAL.toMillis())
                .setRecordTranslator(new LineRecordTranslator())
                .setTupleListener(topic)
                .build();
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
        outage = new KafkaOutageDetector(delay);
        sinceStatus = Stopwatch.started();
        super.open(conf, context, collector);
    }

    @Override
    public void activate() {
        try {
            super.activate();
        } catch (RetriableException e) {
            // The next assignment, two seconds later, may succeed.
            outage.requestFailed();
            LOG.warn("Kafka request failed; will retry", e);
        }
    }

    /** The stock spout's commits and assignments throw while Kafka is unavailable, which would end the worker. */
    @Override
    public void nextTuple() {
        try {
            long before = topic.emitted();
            super.nextTuple();
            if (sinceStatus.hasPassed(STATUS_INTERVAL)) {
                sinceStatus = Stopwatch.started();
                emitStatus(topic.emitted() == before);
            }
        } catch (RetriableException e) {
            outage.requestFailed();
            LOG.warn("Kafka request failed; will retry", e);
        }
    }

    private void emitStatus(boolean allEmitted) {
        long now = System.currentTimeMillis();
        long asked = monotonicMillis();
        Map<TopicPartition, Long> ends = topic.endOffsets();
        long answered = monotonicMillis();
        outage.requestSucceeded(asked, answered);
        long time = outage.linesMayBeInFlight(answered) ? PartitionProgress.UNKNOWN : now - outage.slowness(answered);
        Map<TopicPartition, Long> readUntil = topic.readUntil(ends, time, allEmitted);
        for (TopicPartition partition : topic.assigned()) {
            collector.emit(
                    PARTITION_STATUS,
                    new Values(
                            partition.partition(),
                            topic.partitions(),
                            readUntil.getOrDefault(partition, PartitionProgress.UNKNOWN)));
        }
    }

    private static long monotonicMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        super.declareOutputFields(declarer);
        declarer.declareStream(PARTITION_STATUS, new Fields(PARTITION, PARTITIONS, READ_UNTIL));
    }

    /** Translates a Kafka record to its partition and line. A record without a value is an empty line. */
    private static final class LineRecordTranslator implements RecordTranslator<byte[], byte[]> {

        private static final long serialVersionUID = 1L;

        private static final byte[] NO_LINE = new byte[0];

        @Override
        public List<Object> apply(ConsumerRecord<byte[], byte[]> record) {
            return new KafkaTuple(record.partition(), record.value() == null ? NO_LINE : record.value())
                    .routedTo(RecentLinesSpout.LINES);
        }

        @Override
        public Fields getFieldsFor(String stream) {
            return new Fields(RecentLinesSpout.PARTITION, RecentLinesSpout.LINE);
        }

        @Override
        public List<String> streams() {
            return List.of(RecentLinesSpout.LINES);
        }
    }
}
