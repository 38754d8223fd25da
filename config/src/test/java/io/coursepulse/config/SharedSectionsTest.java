package io.coursepulse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sections that the topologies and the web server both read. */
class SharedSectionsTest {

    private static KafkaConfig kafka(String section) {
        return Settings.parse("kafka { " + section + " }", settings -> settings.section("kafka", KafkaConfig::of));
    }

    private static BlacklistConfig blacklist(String section) {
        return Settings.parse(
                "blacklist { " + section + " }", settings -> settings.section("blacklist", BlacklistConfig::of));
    }

    private static List<String> problems(Function<String, ?> reader, String section) {
        InvalidConfigurationException wrong =
                catchThrowableOfType(InvalidConfigurationException.class, () -> reader.apply(section));
        assertThat(wrong).as("accepted: %s", section).isNotNull();
        return wrong.problems();
    }

    @Test
    void kafkaTopicsHaveDefaults() {
        assertThat(kafka("bootstrap-servers = \"k1:9092\""))
                .isEqualTo(new KafkaConfig(
                        "k1:9092",
                        "access-log",
                        "access-log-rejected",
                        "course-counts",
                        "course-activity",
                        "course-audits"));
    }

    @Test
    void readsEveryKafkaKey() {
        assertThat(
                        kafka(
                                """
                        bootstrap-servers = "k1:1,k2:2"
                        topics {
                          access-log = in, access-log-rejected = bad, course-counts = out, course-activity = now
                          course-audits = verdicts
                        }
                        """))
                .isEqualTo(new KafkaConfig("k1:1,k2:2", "in", "bad", "out", "now", "verdicts"));
    }

    @Test
    void kafkaNeedsBrokersAndTopicNames() {
        assertThat(problems(SharedSectionsTest::kafka, "topics { course-counts = \"\", access-logs = x }"))
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("kafka.bootstrap-servers is missing"),
                        p -> assertThat(p).startsWith("kafka.topics.course-counts is \"\""),
                        p -> assertThat(p).startsWith("kafka.topics.access-logs is not a known key"));
    }

    @Test
    void thereIsNoBlacklistByDefault() {
        assertThat(blacklist("")).isEqualTo(new BlacklistConfig(Optional.empty(), "/coursepulse/blacklist"));
    }

    @Test
    void readsEveryBlacklistKey() {
        assertThat(blacklist("zookeeper = \"z1:2181,z2:2181\", root = /course/blocked"))
                .isEqualTo(new BlacklistConfig(Optional.of("z1:2181,z2:2181"), "/course/blocked"));
    }

    @Test
    void rejectsInvalidBlacklistPlaces() {
        assertThat(problems(SharedSectionsTest::blacklist, "zookeeper = z1, root = blocked, rot = 1"))
                .satisfiesExactly(
                        p -> assertThat(p)
                                .startsWith("blacklist.zookeeper is \"z1\"")
                                .contains("host:port"),
                        p -> assertThat(p)
                                .startsWith("blacklist.root is \"blocked\"")
                                .contains("must be a path"),
                        p -> assertThat(p).startsWith("blacklist.rot is not a known key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kafka1", "kafka1:", "kafka1:9092,kafka2", "kafka1:9092,", "http://kafka1:9092", "kafka1:909222"
            })
    void bootstrapServersHavePorts(String servers) {
        assertThatThrownBy(() -> Settings.parse(
                        "kafka.bootstrap-servers = \"" + servers + "\"",
                        settings -> settings.section("kafka", KafkaConfig::of)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("kafka.bootstrap-servers is \"" + servers + "\", but must be host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka1:9092", "10.0.0.1:9092, 10.0.0.2:9092", "[2001:db8::1]:9092"})
    void bootstrapServersMayBeNamesOrAddresses(String servers) {
        assertThat(Settings.parse(
                                "kafka.bootstrap-servers = \"" + servers + "\"",
                                settings -> settings.section("kafka", KafkaConfig::of))
                        .bootstrapServers())
                .isEqualTo(servers);
    }
}
