package io.coursepulse.spout;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutTopicPartition;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.tuple.Fields;

/**
 * A Trident spout whose batches are offset ranges, fixed before anything of them commits. Every attempt of a batch
 * emits the same lines, with the same version of the blacklist, or fails with a message that names the missing offsets.
 *
 * <p>It emits {@linkplain Chunk chunks}. It differs from storm-kafka-client's transactional spout in that a replay
 * polls until its range is complete, that expired offsets and a re-created topic are errors, that it waits for a
 * missing topic, that it accepts partitions without metadata and tasks without partitions, and that it compares the
 * ledger with the transaction state and the topic's ID before the first batch.
 */
public final class ExactKafkaSpout
        implements IPartitionedTridentSpout<
                List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>> {

    private static final long serialVersionUID = 1L;

    /**
     * The topic partition, as the ledger names it: {@code access-log-0}; or {@link #NO_PARTITION}. A String.
     */
    public static final String PARTITION = "partition";
    /**
     * The partition of the only tuple of a task that has no partitions: every task emits something in every batch, so that
     * the receiver notices if that is missing. Its other fields have no meaning.
     */
    public static final String NO_PARTITION = "";
    /**
     * The partition of a tuple that stands for a batch which has been counted completely: the ledger has a later one. The
     * batch passes without effect. Its other fields have no meaning.
     */
    public static final String COUNTED_ALREADY = "counted-already";
    /** The chunk's first offset. A Long. */
    public static final String FROM = "from";
    /** One past the chunk's last offset. A Long. */
    public static final String TO = "to";
    /** The blacklist version to classify the lines with. A Long. */
    public static final String BLACKLIST = "blacklist";
    /** The packed lines. A byte[]. */
    public static final String CHUNK = "chunk";
    /** Kafka's topic ID, folded to a long. A Long. */
    public static final String TOPIC_ID = "topicId";

    /** The first offset of the batch in that partition. A Long. */
    public static final String BATCH_FROM = "batchFrom";
    /** One past the last offset of the batch in that partition. A Long. */
    public static final String BATCH_TO = "batchTo";
    /** Whether it is the partition's first batch. A Boolean. */
    public static final String FIRST = "first";
    /** The identity of the rules to classify the lines with, apart from the blacklist. A Long. */
    public static final String RULES = "rules";

    private final ExactKafkaSpoutConfig config;
    private final KafkaAccess kafka;

    /**
     * The value that {@code topology.max.spout.pending} must have: one more than the batches in flight, so that their
     * attempt numbers survive a restart of Trident's coordinator.
     */
    public static int maxSpoutPending(int batchesInFlight) {
        return TransactionGate.maxSpoutPending(batchesInFlight);
    }

    public ExactKafkaSpout(ExactKafkaSpoutConfig config) {
        this.config = config;
        this.kafka = new KafkaAccess.InCluster(config.bootstrapServers(), config.topic(), config.timeout());
    }

    /**
     * Opens a coordinator.
     *
     * @throws IllegalArgumentException if {@code topology.max.spout.pending} is not {@link #maxSpoutPending}: batches
     *     could start out of order, or one attempt twice
     */
    @Override
    public Coordinator<List<Map<String, Object>>> getCoordinator(Map<String, Object> conf, TopologyContext context) {
        Object pending = conf.get(Config.TOPOLOGY_MAX_SPOUT_PENDING);
        int required = maxSpoutPending(config.batchesInFlight());
        if (!(pending instanceof Number number) || number.intValue() != required) {
            throw new IllegalArgumentException(Config.TOPOLOGY_MAX_SPOUT_PENDING + " is " + pending + " but must be "
                    + required + " for exact counts with " + config.batchesInFlight() + " batches in flight; remove the"
                    + " setting from the command that submits the topology, and set counts.batches-in-flight");
        }
        return new TopicCoordinator(
                config.topic(),
                kafka.lookup(),
                new NewLines(
                        kafka.ends(),
                        config.ledgerReader()::open,
                        conf.get(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS) instanceof Number millis
                                ? Duration.ofMillis(millis.longValue())
                                : Duration.ZERO,
                        number.intValue(),
                        kafka.ticker()));
    }

    @Override
    public Emitter<List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>> getEmitter(
            Map<String, Object> conf, TopologyContext context) {
        return new RangeEmitter(
                config,
                new RangeReader(kafka.consumer(config.consumerProperties()), config.timeout(), kafka.ticker()),
                kafka.ticker());
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        // Mutable: Storm adds entries.
        return new HashMap<>();
    }

    @Override
    public Fields getOutputFields() {
        return new Fields(PARTITION, FROM, TO, BLACKLIST, CHUNK, TOPIC_ID, BATCH_FROM, BATCH_TO, FIRST, RULES);
    }
}
