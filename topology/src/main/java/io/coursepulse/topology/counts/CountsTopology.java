package io.coursepulse.topology.counts;

import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.config.KafkaConfig;
import io.coursepulse.spout.ExactKafkaSpout;
import io.coursepulse.spout.ExactKafkaSpoutConfig;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.StringProducerProperties;
import io.coursepulse.trident.CounterState;
import io.coursepulse.trident.CounterTaskGrouping;
import io.coursepulse.trident.CounterUpdater;
import io.coursepulse.trident.LedgerState;
import io.coursepulse.trident.LedgerUpdater;
import io.coursepulse.trident.RejectedLinesState;
import io.coursepulse.trident.RejectedLinesUpdater;
import io.coursepulse.visit.OutcomeCounts;
import io.coursepulse.visit.RulesIdentity;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.storm.Config;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.kafka.trident.TridentKafkaStateFactory;
import org.apache.storm.kafka.trident.TridentKafkaStateUpdater;
import org.apache.storm.kafka.trident.selector.DefaultTopicSelector;
import org.apache.storm.shade.net.minidev.json.JSONArray;
import org.apache.storm.shade.net.minidev.json.JSONObject;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentState;
import org.apache.storm.trident.TridentTopology;

/**
 * Wires the exactly-once counting topology:
 *
 * <pre>
 * ExactKafkaSpout -> VisitAggregator -> ledger -> by shard -> counters -> topic course-counts
 *                                 -> topic access-log-rejected
 * </pre>
 *
 * The ledger comes before the counters, so that a batch which does not continue the last one is refused before any of
 * its clicks is added.
 */
public final class CountsTopology {

    /** The topology's name on a cluster. */
    public static final String NAME = "coursepulse-counts";

    /** The producer's default is 1 MiB, but topics may allow larger records. */
    private static final int MAX_REQUEST_BYTES = 16 << 20;

    private CountsTopology() {}

    /** Wires the topology. */
    public static StormTopology build(PipelineConfig pipeline) {
        CountsConfig counts = pipeline.counts();
        Blacklists blacklists = pipeline.blacklists();
        RulesIdentity rules = RulesIdentity.of(pipeline.lines());
        ExactKafkaSpout spout = new ExactKafkaSpout(new ExactKafkaSpoutConfig(
                pipeline.kafka().bootstrapServers(),
                pipeline.kafka().accessLog(),
                counts.batchLines(),
                counts.chunkLines(),
                counts.batchesInFlight(),
                counts.batchTimeout().dividedBy(2),
                blacklists,
                new ExactKafkaSpoutConfig.Rules(rules.id(), rules.description()),
                counts.start(),
                StoreLedgerReader.opener(pipeline.store())));

        TridentTopology topology = new TridentTopology();
        Stream batches = topology.newStream(counts.transactionId(), spout)
                .name("lines")
                .parallelismHint(counts.spoutTasks())
                .partitionAggregate(
                        spout.getOutputFields(), new VisitAggregator(pipeline.lines(), blacklists), VisitAggregator.OUT)
                .name("count-visits");
        batches.partitionPersist(
                new RejectedLinesState.Factory(
                        rejectedProducer(pipeline.kafka(), counts),
                        pipeline.kafka().rejected()),
                RejectedLinesUpdater.IN,
                new RejectedLinesUpdater());
        TridentState ledger = batches.partitionPersist(
                new LedgerState.Factory(pipeline.store(), OutcomeCounts.columns()),
                LedgerUpdater.IN,
                new LedgerUpdater(counts.counterTasks()),
                LedgerUpdater.OUT);
        TridentState counters = ledger.newValuesStream()
                .name("ledger")
                .partition(new CounterTaskGrouping(counts.counterTasks()))
                .partitionPersist(
                        new CounterState.Factory(pipeline.store(), counts.cachedCounters(), counts.keyLimits()),
                        CounterUpdater.IN,
                        new CounterUpdater(),
                        CounterUpdater.OUT)
                .parallelismHint(counts.counterTasks());
        Stream changes = counters.newValuesStream().name("counters");
        changes.partitionPersist(
                new TridentKafkaStateFactory<String, String>()
                        .withProducerProperties(StringProducerProperties.properties(pipeline.kafka()))
                        .withKafkaTopicSelector(
                                new DefaultTopicSelector(pipeline.kafka().courseCounts()))
                        .withTridentTupleToKafkaMapper(new CountRecordMapper()),
                changes.getOutputFields(),
                new TridentKafkaStateUpdater<>());
        return topology.build();
    }

    private static Map<String, Object> rejectedProducer(KafkaConfig kafka, CountsConfig counts) {
        int timeoutMillis = Math.toIntExact(counts.batchTimeout().dividedBy(4).toMillis());
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        // A batch fails with the cause before its timeout.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMillis);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * timeoutMillis);
        // A line may be as long as a record of the other topic, plus key and headers.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        return properties;
    }

    /** The topology's Storm configuration. */
    public static Config config(PipelineConfig pipeline) {
        CountsConfig counts = pipeline.counts();
        Config config = new Config();
        config.setNumWorkers(counts.workers());
        config.setMaxSpoutPending(ExactKafkaSpout.maxSpoutPending(counts.batchesInFlight()));
        config.setMessageTimeoutSecs(Math.toIntExact(counts.batchTimeout().toSeconds()));
        config.put(
                Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS,
                counts.batchInterval().toMillis());
        // Tuples between workers are strings, numbers and bytes. Java serialization would be slow and indicates a bug.
        config.setFallBackOnJavaSerialization(false);
        // Except the list of partitions: for a replay the coordinator sends the spouts what it has read from ZooKeeper
        // (TridentSpoutCoordinator).
        config.registerSerialization(JSONArray.class);
        config.registerSerialization(JSONObject.class);
        return config;
    }
}
