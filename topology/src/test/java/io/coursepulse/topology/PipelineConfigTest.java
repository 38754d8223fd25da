package io.coursepulse.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coursepulse.activity.ActivityWindow;
import io.coursepulse.blacklist.BlacklistAddress;
import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.blacklist.ZooKeeperBlacklists;
import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.KafkaConfig;
import io.coursepulse.config.Settings;
import io.coursepulse.log.LineFormat;
import io.coursepulse.spout.PartitionStart;
import io.coursepulse.store.KeyLimits;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.store.hbase.HBaseAddress;
import io.coursepulse.store.jdbc.JdbcAddress;
import io.coursepulse.topology.activity.ActivityConfig;
import io.coursepulse.topology.counts.CountsConfig;
import io.coursepulse.visit.RobotPolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineConfigTest {

    private static final String SMALLEST =
            """
            kafka.bootstrap-servers = "k1:9092"
            store.hbase.quorum = "z1:2181"
            """;

    @Test
    void usesDefaults() {
        PipelineConfig config = Settings.parse(SMALLEST, PipelineConfig::of);

        assertThat(config.lines().format()).isEqualTo(LineFormat.AUTO);
        assertThat(config.blacklists()).isSameAs(Blacklists.NONE);
        assertThat(config.lines().robots()).isEqualTo(RobotPolicy.FILTER);
        assertThat(config.lines().zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(config.kafka())
                .isEqualTo(new KafkaConfig(
                        "k1:9092",
                        "access-log",
                        "access-log-rejected",
                        "course-counts",
                        "course-activity",
                        "course-audits"));
        assertThat(config.store())
                .isEqualTo(new StoreConfig.HBase(new HBaseAddress("z1:2181", "/hbase", Duration.ofSeconds(10))));
        assertThat(config.counts())
                .isEqualTo(new CountsConfig(
                        "counts",
                        PartitionStart.ZERO,
                        1,
                        1,
                        1,
                        Duration.ofMillis(50),
                        50_000,
                        3,
                        2_000,
                        Duration.ofSeconds(30),
                        100_000,
                        new KeyLimits(10_000, 50_000)));
        assertThat(config.activity())
                .isEqualTo(new ActivityConfig(
                        "coursepulse-activity",
                        1,
                        1,
                        1,
                        1,
                        1_000_000,
                        5_000,
                        List.of(
                                new ActivityWindow(Duration.ofMinutes(1), Duration.ofSeconds(1)),
                                new ActivityWindow(Duration.ofMinutes(10), Duration.ofSeconds(10))),
                        100,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5)));
    }

    @Test
    void readsEveryKey() {
        PipelineConfig config = Settings.parse(
                """
                zone = UTC
                web { port = 1 }
                lines { format = combined, course-pages = [ "/learn/{course}" ], robots = count }
                kafka {
                  bootstrap-servers = "k1:1,k2:2"
                  topics { access-log = in, access-log-rejected = bad, course-counts = out, course-activity = now
                    course-audits = verdicts }
                }
                blacklist { zookeeper = "z1:2181,z2:2181", root = /course/blocked }
                store { type = hbase, hbase { quorum = "z:3", znode-parent = "/h", timeout = 2s } }
                counts {
                  transaction-id = mine-2, start = earliest, workers = 2, spout-tasks = 3, counter-tasks = 4, batch-interval = 5ms
                  batch-lines = 6, batches-in-flight = 8, chunk-lines = 7, batch-timeout = 9s, cached-counters = 10,
                  max-courses-per-day = 11, max-keywords-per-day = 12
                }
                activity {
                  group-id = mine, workers = 2, spout-tasks = 3, parse-tasks = 4, pane-tasks = 5, catch-up = 60, pending = 6
                  windows = [{ length = 1h, slide = 1m }, { length = 90s, slide = 3s }], top = 7
                  lateness = 8s, delay = 9s
                }
                """,
                PipelineConfig::of);

        assertThat(config.lines().format()).isEqualTo(LineFormat.COMBINED);
        assertThat(config.blacklists())
                .isEqualTo(new ZooKeeperBlacklists(new BlacklistAddress("z1:2181,z2:2181", "/course/blocked")));
        assertThat(config.lines().robots()).isEqualTo(RobotPolicy.COUNT);
        assertThat(config.lines().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(config.kafka()).isEqualTo(new KafkaConfig("k1:1,k2:2", "in", "bad", "out", "now", "verdicts"));
        assertThat(config.store())
                .isEqualTo(new StoreConfig.HBase(new HBaseAddress("z:3", "/h", Duration.ofSeconds(2))));
        assertThat(config.counts())
                .isEqualTo(new CountsConfig(
                        "mine-2",
                        PartitionStart.EARLIEST,
                        2,
                        3,
                        4,
                        Duration.ofMillis(5),
                        6,
                        8,
                        7,
                        Duration.ofSeconds(9),
                        10,
                        new KeyLimits(11, 12)));
        assertThat(config.activity())
                .isEqualTo(new ActivityConfig(
                        "mine",
                        2,
                        3,
                        4,
                        5,
                        60,
                        6,
                        List.of(
                                new ActivityWindow(Duration.ofHours(1), Duration.ofMinutes(1)),
                                new ActivityWindow(Duration.ofSeconds(90), Duration.ofSeconds(3))),
                        7,
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(9)));
        assertThat(config.activity().windows().stream().map(ActivityWindow::name))
                .containsExactly("1h", "90s");
        assertThat(config.activity().lookback()).isEqualTo(Duration.ofHours(2).plusSeconds(8 + 9));
    }

    @Test
    void acceptsJdbcStore() {
        PipelineConfig config = Settings.parse(
                """
                kafka.bootstrap-servers = "k1:9092"
                store { type = mariadb, jdbc { url = "jdbc:mariadb://m/counts", user = ann, password = pw, timeout = 3s } }
                """,
                PipelineConfig::of);

        assertThat(config.store())
                .isEqualTo(new StoreConfig.Jdbc(
                        new JdbcAddress("jdbc:mariadb://m/counts", "ann", "pw", Duration.ofSeconds(3)),
                        Duration.ofSeconds(30)));
    }

    @Test
    void reportsAllErrors() {
        InvalidConfigurationException wrong = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Settings.parse(
                        """
                        zone = Nowhere
                        lines { format = csv, course-pages = [ "/class/{id}.html" ], robots = no }
                        kafka.topics.acces-log = x
                        blacklist { zookeeper = z1, root = blocked, rot = 1 }
                        store.type = cassandra
                        counts { transaction-id = "a b", workers = 0, spout-task = 1, batch-interval = 0s }
                        """,
                        PipelineConfig::of));

        assertThat(wrong.problems())
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("zone is \"Nowhere\""),
                        p -> assertThat(p)
                                .startsWith("lines.format is \"csv\"")
                                .contains("combined, common, course, auto"),
                        p -> assertThat(p)
                                .startsWith("lines.course-pages is wrong: Invalid course page template"
                                        + " \"/class/{id}.html\""),
                        p -> assertThat(p).startsWith("lines.robots is \"no\"").contains("filter, count"),
                        p -> assertThat(p).startsWith("kafka.bootstrap-servers is missing"),
                        p -> assertThat(p)
                                .startsWith("kafka.topics.acces-log is not a known key")
                                .contains("access-log"),
                        p -> assertThat(p)
                                .startsWith("blacklist.zookeeper is \"z1\"")
                                .contains("host:port"),
                        p -> assertThat(p).startsWith("blacklist.root is \"blocked\""),
                        p -> assertThat(p).startsWith("blacklist.rot is not a known key"),
                        p -> assertThat(p)
                                .startsWith("store.type is \"cassandra\"")
                                .contains("hbase"),
                        p -> assertThat(p).startsWith("store.hbase.quorum is missing"),
                        p -> assertThat(p).startsWith("counts.transaction-id is \"a b\""),
                        p -> assertThat(p).startsWith("counts.workers is 0"),
                        p -> assertThat(p)
                                .startsWith("counts.spout-task is not a known key")
                                .contains("spout-tasks"),
                        p -> assertThat(p).startsWith("counts.batch-interval is 0s"));
    }

    @Test
    void reportsAllErrorsInWindows() {
        InvalidConfigurationException wrong = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Settings.parse(
                        SMALLEST
                                + """
                                activity {
                                  windows = [
                                    { length = 1m, slide = 7s }, { length = 1m, slide = 1s }, { length = 2h, slide = 1s }
                                    { length = 1500ms, slide = 500ms }, { length = 1m, step = 1s }
                                  ]
                                  lateness = 6m, delay = 1s, top = 0
                                }
                                """,
                        PipelineConfig::of));

        assertThat(wrong.problems())
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("activity.windows[0].slide must divide the window's length"),
                        p -> assertThat(p).startsWith("activity.windows has two windows of 1m"),
                        p -> assertThat(p).startsWith("activity.windows has two windows of 1m"),
                        p -> assertThat(p).startsWith("activity.windows[2].length must be no more than 1h"),
                        p -> assertThat(p).startsWith("activity.windows[3].length must be whole seconds"),
                        p -> assertThat(p).startsWith("activity.windows[3].slide must be whole seconds"),
                        p -> assertThat(p).startsWith("activity.windows[4].slide is missing"),
                        p -> assertThat(p)
                                .startsWith("activity.windows[4].step is not a known key")
                                .contains("length, slide"),
                        p -> assertThat(p).startsWith("activity.lateness must be no more than 5m"),
                        p -> assertThat(p).startsWith("activity.delay must not be less than activity.lateness"),
                        p -> assertThat(p).startsWith("activity.top is 0"));
    }

    @Test
    void requiresWindow() {
        InvalidConfigurationException wrong = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Settings.parse(SMALLEST + "activity.windows = []", PipelineConfig::of));

        assertThat(wrong.problems()).singleElement().asString().startsWith("activity.windows is empty");
    }

    @Test
    void requiresCoursePage() {
        InvalidConfigurationException wrong = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Settings.parse(SMALLEST + "lines.course-pages = []", PipelineConfig::of));

        assertThat(wrong.problems()).singleElement().asString().startsWith("lines.course-pages is empty");
    }
}
