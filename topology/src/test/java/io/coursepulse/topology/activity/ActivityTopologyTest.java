package io.coursepulse.topology.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.config.Settings;
import io.coursepulse.topology.PipelineConfig;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

class ActivityTopologyTest {

    private static final String ACTIVITY =
            """
            kafka.bootstrap-servers = "k1:9092"
            activity {
              workers = 2, spout-tasks = 3, parse-tasks = 4, pane-tasks = 5, pending = 6
              windows = [{ length = 1m, slide = 1s }, { length = 10m, slide = 10s }, { length = 1h, slide = 1m }]
            }
            """;

    private static final PipelineConfig PIPELINE =
            Settings.parse(ACTIVITY + "store.hbase.quorum = \"z1:2181\"", PipelineConfig::of);

    private static int tasks(StormTopology topology, String bolt) {
        return topology.get_bolts().get(bolt).get_common().get_parallelism_hint();
    }

    @Test
    void buildsWithoutServers() {
        StormTopology topology = ActivityTopology.build(PIPELINE);

        assertThat(topology.get_spouts()).containsOnlyKeys("lines", "records");
        assertThat(topology.get_bolts())
                .containsOnlyKeys(
                        "parse",
                        "panes",
                        "seconds",
                        "window-1m",
                        "window-10m",
                        "window-1h",
                        "publish",
                        "rows",
                        "hbase");
        assertThat(topology.get_spouts().get("lines").get_common().get_parallelism_hint())
                .isEqualTo(3);
        assertThat(tasks(topology, "parse")).isEqualTo(4);
        assertThat(tasks(topology, "panes")).isEqualTo(5);
        assertThat(tasks(topology, "window-1m")).isEqualTo(1);
    }

    /** The windows depend on Kafka only: the branch to HBase starts at the topic. */
    @Test
    void onlyPublishBoltReadsFromWindows() {
        StormTopology topology = ActivityTopology.build(PIPELINE);

        for (Map.Entry<String, Bolt> bolt : topology.get_bolts().entrySet()) {
            if (!bolt.getKey().equals("publish")) {
                assertThat(bolt.getValue().get_common().get_inputs().keySet())
                        .extracting(GlobalStreamId::get_componentId)
                        .as(bolt.getKey())
                        .noneMatch(source -> source.startsWith("window-"));
            }
        }
        assertThat(topology.get_bolts().get("rows").get_common().get_inputs().keySet())
                .extracting(GlobalStreamId::get_componentId)
                .containsExactly("records");
    }

    /** A partition's status arrives after its lines only if it takes the same route. */
    @Test
    void statusStreamIsGroupedLikeLines() {
        Map<GlobalStreamId, Grouping> inputs = ActivityTopology.build(PIPELINE)
                .get_bolts()
                .get("parse")
                .get_common()
                .get_inputs();

        assertThat(inputs).hasSize(2);
        assertThat(inputs.values())
                .allMatch(grouping -> grouping.get_fields().get(0).equals("partition"));
    }

    @Test
    void omitsRowsWithoutHBase() {
        PipelineConfig pipeline = Settings.parse(
                ACTIVITY + "store { type = mariadb, jdbc { url = \"jdbc:mariadb://m/c\", user = u } }",
                PipelineConfig::of);

        assertThat(ActivityTopology.build(pipeline).get_spouts()).containsOnlyKeys("lines");
        assertThat(ActivityTopology.build(pipeline).get_bolts()).doesNotContainKeys("rows", "hbase");
        assertThat(ActivityTopology.config(pipeline)).doesNotContainKey("coursepulse.hbase");
    }

    @Test
    void isSerializable() {
        StormTopology topology = ActivityTopology.build(PIPELINE);
        assertThat(Utils.deserialize(Utils.serialize(topology), StormTopology.class))
                .isEqualTo(topology);
        topology.get_spouts()
                .values()
                .forEach(spout -> Utils.javaDeserialize(spout.get_spout_object().get_serialized_java(), Object.class));
        topology.get_bolts()
                .values()
                .forEach(bolt -> Utils.javaDeserialize(bolt.get_bolt_object().get_serialized_java(), Object.class));
    }

    @Test
    void stormConfigIsValidJson() {
        Config config = ActivityTopology.config(PIPELINE);

        assertThat(Utils.isValidConf(config)).isTrue();
        assertThat(JSONValue.parse(JSONValue.toJSONString(config))).isInstanceOf(Map.class);
        assertThat(config).containsEntry(Config.TOPOLOGY_MAX_SPOUT_PENDING, 6);
        assertThat(config.get("coursepulse.hbase"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("hbase.zookeeper.quorum", "z1:2181");
    }
}
