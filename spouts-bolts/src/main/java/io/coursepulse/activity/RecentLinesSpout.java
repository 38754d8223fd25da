package io.coursepulse.activity;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.storm.kafka.spout.FirstPollOffsetStrategy;
import org.apache.storm.kafka.spout.KafkaSpout;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * storm-kafka-client's spout, at least once, which also says which partitions there are and which of them it has read to
 * their ends. That is how those behind it know an idle partition from one that is read slowly: by the clock alone they
 * look the same. What it says of a partition comes behind the partition's lines, as it goes the same way.
 *
 * <p>It begins so far back that the windows are whole, as far as the configuration lets it.
 *
 * <p>A topic that is not there yet is waited for. While Kafka does not answer it says nothing, and the windows wait; when it
 * answers again they wait for the lines of before.
 */
public final class RecentLinesSpout extends KafkaSpout<byte[], byte[]> {

    /** Lines, as bytes. */
    public static final String LINES = "lines";

    /** What was seen of a partition. */
    public static final String PARTITION_STATUS = "partition-status";

    public static final String PARTITION = "partition";
    static final String LINE = "line";
    static final String PARTITIONS = "partitions";

    /** The moment when all lines had been read, in milliseconds; {@link Progress#UNKNOWN} if some had not. */
    static final String DRAINED = "drained";

    private static final Logger LOG = LoggerFactory.getLogger(RecentLinesSpout.class);

    private static final long STATUS_INTERVAL_MILLIS = 500;

    /** Shorter than a worker's patience with a task that does not answer. */
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);

    /** What was read since the last commit is read again by a worker that goes on from there. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    private final TrackingTopicFilter topic;
    private final Duration delay;
    private transient SpoutOutputCollector collector;
    private transient KafkaOutageDetector outage;
    private transient long nextStatus;

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
                // Five minutes by default: for so long a new partition's lines would be missed, and come late.
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
        super.open(conf, context, collector);
    }

    @Override
    public void activate() {
        try {
            super.activate();
        } catch (RetriableException e) {
            // The next assignment, two seconds later, may find it.
            outage.requestFailed();
            LOG.warn("Kafka does not answer", e);
        }
    }

    /** The stock spout's commits and assignments throw while Kafka is away, which ended the worker and its windows. */
    @Override
    public void nextTuple() {
        try {
            long before = topic.emitted();
            super.nextTuple();
            long now = System.currentTimeMillis();
            if (now >= nextStatus) {
                nextStatus = now + STATUS_INTERVAL_MILLIS;
                emitStatus(now, topic.emitted() == before);
            }
        } catch (RetriableException e) {
            outage.requestFailed();
            LOG.warn("Kafka does not answer", e);
        }
    }

    private void emitStatus(long now, boolean allEmitted) {
        Set<TopicPartition> drained = topic.drained(now - STATUS_INTERVAL_MILLIS, allEmitted);
        long answered = System.currentTimeMillis();
        outage.requestSucceeded(now, answered);
        boolean conclusive = !outage.linesMayBeInFlight(answered);
        for (TopicPartition partition : topic.assigned()) {
            long moment = conclusive && drained.contains(partition) ? now : Progress.UNKNOWN;
            collector.emit(PARTITION_STATUS, new Values(partition.partition(), topic.partitions(), moment));
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        super.declareOutputFields(declarer);
        declarer.declareStream(PARTITION_STATUS, new Fields(PARTITION, PARTITIONS, DRAINED));
    }
}
