package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WebConfigTest {

    private static final String SMALLEST =
            """
            kafka.bootstrap-servers = "k1:9092"
            store.hbase.quorum = "z1:2181"
            """;

    @Test
    void hasStandards() {
        WebConfig config = Settings.parse(SMALLEST, WebConfig::of);

        assertThat(config.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(config.kafka())
                .isEqualTo(new WebConfig.Kafka(
                        "k1:9092", "access-log", "access-log-rejected", "course-counts", "course-activity"));
        assertThat(config.web()).isEqualTo(WebSettings.atPort(8080));
    }

    @Test
    void readsItsPartOfTheSharedFile() {
        WebConfig config = Settings.parse(
                SMALLEST
                        + """
                        zone = UTC
                        kafka.topics { access-log = in, access-log-rejected = bad, course-counts = out }
                        lines { format = combined }
                        counts { whatever = 1 }
                        web { host = "0.0.0.0", port = 0 }
                        """,
                WebConfig::of);

        assertThat(config.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(config.kafka().courseCounts()).isEqualTo("out");
        assertThat(config.web().host()).isEqualTo("0.0.0.0");
        assertThat(config.web().port()).isZero();
    }

    @Test
    void tellsEveryMistakeAtOnce() {
        InvalidConfigurationException wrong = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Settings.parse(
                        """
                        zone = "Mars/North"
                        kafka.topics.course-count = out
                        web { port = 65536, hots = here }
                        """,
                        WebConfig::of));

        assertThat(wrong.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("zone is \"Mars/North\""))
                .anySatisfy(problem -> assertThat(problem).startsWith("kafka.bootstrap-servers is missing"))
                .anySatisfy(problem -> assertThat(problem).startsWith("kafka.topics.course-count is not a known key"))
                .anySatisfy(problem -> assertThat(problem).startsWith("store.hbase.quorum is missing"))
                .anySatisfy(problem -> assertThat(problem).startsWith("web.port is 65536"))
                .anySatisfy(problem -> assertThat(problem).startsWith("web.hots is not a known key"))
                .hasSize(6);
    }
}
