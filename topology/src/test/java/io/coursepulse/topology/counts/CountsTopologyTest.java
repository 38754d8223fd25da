package io.coursepulse.topology.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.config.Settings;
import io.coursepulse.topology.PipelineConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.storm.Config;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.serialization.KryoValuesDeserializer;
import org.apache.storm.serialization.KryoValuesSerializer;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

class CountsTopologyTest {

    private static final PipelineConfig PIPELINE = Settings.parse(
            """
            kafka.bootstrap-servers = "k1:9092"
            store.hbase.quorum = "z1:2181"
            counts {
              transaction-id = mine, workers = 2, spout-tasks = 3, counter-tasks = 5
              batch-interval = 70ms, batch-timeout = 40s
            }
            """,
            PipelineConfig::of);

    @Test
    void buildsWithoutServers() {
        StormTopology topology = CountsTopology.build(PIPELINE);

        assertThat(topology.get_spouts()).hasSize(1);
        assertThat(topology.get_bolts().keySet())
                .contains("$spoutcoord-spout-mine")
                .anyMatch(name -> name.contains("count-visits"))
                .anyMatch(name -> name.contains("counters"));
        assertThat(Stream.of("lines", "counters").map(part -> tasks(topology, part)))
                .containsExactly(3, 5);
    }

    private static int tasks(StormTopology topology, String part) {
        return topology.get_bolts().entrySet().stream()
                .filter(bolt -> bolt.getKey().startsWith("b-") && bolt.getKey().contains(part))
                .mapToInt(bolt -> bolt.getValue().get_common().get_parallelism_hint())
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        part + " is not in " + topology.get_bolts().keySet()));
    }

    @Test
    void isSerializable() {
        StormTopology topology = CountsTopology.build(PIPELINE);
        assertThat(Utils.deserialize(Utils.serialize(topology), StormTopology.class))
                .isEqualTo(topology);
    }

    /** A replayed batch carries its partitions as JSON that Storm has read from ZooKeeper. */
    @Test
    @SuppressWarnings("unchecked")
    void replayMetadataIsSerializable() {
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.putAll(CountsTopology.config(PIPELINE));
        Object partitions = JSONValue.parse("[{\"topic\":\"access-log\",\"partition\":3}]");

        byte[] sent = new KryoValuesSerializer(conf).serializeObject(partitions);

        List<Map<String, Object>> received =
                (List<Map<String, Object>>) new KryoValuesDeserializer(conf).deserializeObject(sent);
        assertThat(received).containsExactly(Map.of("topic", "access-log", "partition", 3));
    }

    @Test
    void setsStormConfig() {
        assertThat(CountsTopology.config(PIPELINE))
                .containsEntry(Config.TOPOLOGY_WORKERS, 2)
                .containsEntry(Config.TOPOLOGY_MAX_SPOUT_PENDING, 4)
                .containsEntry(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 40)
                .containsEntry(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, 70L)
                .containsEntry(Config.TOPOLOGY_FALL_BACK_ON_JAVA_SERIALIZATION, false);
    }
}
