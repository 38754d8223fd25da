package io.coursepulse.simulation;

import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.config.Settings;
import io.coursepulse.spout.ExactKafkaSpoutConfig;
import io.coursepulse.spout.KafkaAccess;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.counts.CountsTopology;
import io.coursepulse.trident.LedgerUpdater;
import io.coursepulse.trident.RejectedLinesState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.Config;
import org.apache.storm.Constants;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.kafka.trident.TridentKafkaState;
import org.apache.storm.kafka.trident.TridentKafkaStateFactory;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.tuple.Fields;

/**
 * The counting topology as {@link CountsTopology} builds it for Storm, and what Storm makes of it before it starts tasks:
 * their numbers and the streams between them. Nothing here knows which components there are. Immutable.
 */
final class TopologyPlan {

    private static final Map<Shape, TopologyPlan> PLANS = new ConcurrentHashMap<>();

    /** A component that receives a stream. */
    record Target(String component, Grouping grouping) {}

    private final StormTopology topology;
    private final Map<String, Object> conf;
    private final PipelineConfig pipeline;
    private final Defect defect;
    private final Map<String, SerializedComponent> objects = new TreeMap<>();
    private final Map<Integer, String> taskToComponent = new TreeMap<>();
    private final Map<String, List<Integer>> componentToTasks = new TreeMap<>();
    private final Map<String, Map<String, Fields>> streams = new TreeMap<>();
    private final Map<GlobalStreamId, List<Target>> targets = new HashMap<>();

    private TopologyPlan(Shape shape) {
        defect = shape.defect();
        pipeline = Settings.parse(
                """
                zone = UTC
                kafka.bootstrap-servers = "simulated:9092"
                store.hbase.quorum = "simulated:2181"
                lines.format = course
                counts {
                  spout-tasks = %d, counter-tasks = %d, batches-in-flight = %d
                  batch-lines = 4, chunk-lines = 2, batch-interval = 20ms, batch-timeout = 30s, cached-counters = 12
                  max-courses-per-day = 32, max-keywords-per-day = 32
                }
                """
                        .formatted(shape.spoutTasks(), shape.counterTasks(), shape.batchesInFlight()),
                PipelineConfig::of);
        topology = CountsTopology.build(pipeline);
        conf = new HashMap<>(CountsTopology.config(pipeline));
        if (defect == Defect.ATTEMPTS_REPEATED) {
            conf.put(Config.TOPOLOGY_MAX_SPOUT_PENDING, 1);
        }
        Map<String, ComponentCommon> components = new TreeMap<>();
        topology.get_spouts().forEach((name, spout) -> {
            components.put(name, spout.get_common());
            objects.put(name, new SerializedComponent(spout.get_spout_object().get_serialized_java()));
        });
        topology.get_bolts().forEach((name, bolt) -> {
            components.put(name, bolt.get_common());
            objects.put(name, new SerializedComponent(bolt.get_bolt_object().get_serialized_java()));
        });
        streams.put(Constants.SYSTEM_COMPONENT_ID, systemStreams());
        int task = 1;
        for (Map.Entry<String, ComponentCommon> component : components.entrySet()) {
            List<Integer> tasks = new ArrayList<>();
            int count = Math.max(1, component.getValue().get_parallelism_hint());
            for (int i = 0; i < count; i++) {
                tasks.add(task);
                taskToComponent.put(task++, component.getKey());
            }
            componentToTasks.put(component.getKey(), tasks);
            Map<String, Fields> fields = new HashMap<>();
            component
                    .getValue()
                    .get_streams()
                    .forEach((stream, info) -> fields.put(stream, new Fields(info.get_output_fields())));
            streams.put(component.getKey(), fields);
            component.getValue().get_inputs().forEach((stream, grouping) -> targets.computeIfAbsent(
                            stream, any -> new ArrayList<>())
                    .add(new Target(component.getKey(), grouping)));
        }
    }

    private static Map<String, Fields> systemStreams() {
        return Map.of(Constants.SYSTEM_TICK_STREAM_ID, new Fields("rate_secs"));
    }

    /** The plan of a topology; built once, as that reads the data files of the rules. */
    static TopologyPlan of(Shape shape) {
        return PLANS.computeIfAbsent(shape, TopologyPlan::new);
    }

    StormTopology topology() {
        return topology;
    }

    Map<String, Object> conf() {
        return conf;
    }

    PipelineConfig pipeline() {
        return pipeline;
    }

    Defect defect() {
        return defect;
    }

    Map<Integer, String> taskToComponent() {
        return taskToComponent;
    }

    Map<String, List<Integer>> componentToTasks() {
        return componentToTasks;
    }

    Map<String, Map<String, Fields>> streams() {
        return streams;
    }

    List<Target> targets(String component, String stream) {
        return targets.getOrDefault(new GlobalStreamId(component, stream), List.of());
    }

    /**
     * A new instance of a component's spout or bolt, deserialized as in a worker, with the simulated servers in place of
     * the addresses of real ones.
     */
    Object instance(String component, SimulatedCluster cluster) {
        return objects.get(component).instance(read -> replacement(read, cluster));
    }

    private Object replacement(Object read, SimulatedCluster cluster) {
        if (read instanceof KafkaAccess) {
            return cluster.kafka();
        }
        if (read instanceof Blacklists) {
            return cluster.blacklists();
        }
        if (read instanceof StoreConfig) {
            return cluster.store();
        }
        if (read instanceof RejectedLinesState.Factory) {
            return (StateFactory) (conf, metrics, index, tasks) ->
                    new RejectedLinesState(cluster.kafka().producer(), "access-log-rejected");
        }
        if (read instanceof LedgerUpdater updater && defect == Defect.ATTEMPTS_REPEATED) {
            return new AnonymousMessages(updater, cluster::nextNumber);
        }
        if (read instanceof TridentKafkaStateFactory) {
            return (StateFactory) (conf, metrics, index, tasks) -> new CourseCounts();
        }
        if (read instanceof ExactKafkaSpoutConfig spout && defect == Defect.ATTEMPTS_REPEATED) {
            return withBatchesInFlight(spout, 0);
        }
        return read;
    }

    private static ExactKafkaSpoutConfig withBatchesInFlight(ExactKafkaSpoutConfig spout, int batches) {
        return new ExactKafkaSpoutConfig(
                spout.bootstrapServers(),
                spout.topic(),
                spout.batchLines(),
                spout.chunkLines(),
                batches,
                spout.timeout(),
                spout.blacklists(),
                spout.rules(),
                spout.start(),
                spout.ledgerReader());
    }

    /** The topic of changed counts, which is not read here. */
    private static final class CourseCounts extends TridentKafkaState<String, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public void updateState(
                List<org.apache.storm.trident.tuple.TridentTuple> tuples,
                org.apache.storm.trident.operation.TridentCollector collector) {
            // Its readers get absolute numbers, so what is lost does not matter.
        }
    }

    /** The number of tasks and their components, for messages. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        componentToTasks.forEach((component, tasks) -> sizes.put(component, tasks.size()));
        return sizes;
    }
}
