package io.coursepulse.store.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import io.coursepulse.store.hbase.HBaseAddress;
import io.coursepulse.store.jdbc.JdbcAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreConfigTest {

    private static StoreConfig parse(String section) {
        return Settings.parse("store {\n" + section + "\n}", settings -> settings.section("store", StoreConfig::of));
    }

    private static List<String> problems(String text) {
        InvalidConfigurationException wrong =
                catchThrowableOfType(InvalidConfigurationException.class, () -> parse(text));
        assertThat(wrong).as("accepted: %s", text).isNotNull();
        return wrong.problems();
    }

    @Test
    void usesDefaults() {
        assertThat(parse("hbase.quorum = \"z:1\""))
                .isEqualTo(new StoreConfig.HBase(new HBaseAddress("z:1", "/hbase", Duration.ofSeconds(10))));
        assertThat(parse("type = mariadb, jdbc { url = \"jdbc:mariadb://m/counts\", user = ann }"))
                .isEqualTo(new StoreConfig.Jdbc(
                        new JdbcAddress("jdbc:mariadb://m/counts", "ann", "", Duration.ofSeconds(10)),
                        Duration.ofSeconds(30)));
    }

    @Test
    void readsTheSectionThatTheTypeNames() {
        String text =
                """
                hbase { quorum = "z:1", znode-parent = "/h", timeout = 2s }
                jdbc { url = "jdbc:h2:tcp://h/counts", user = ann, password = "s ecret", timeout = 1s, read-timeout = 5s }
                type =\s""";
        assertThat(parse(text + "hbase"))
                .isEqualTo(new StoreConfig.HBase(new HBaseAddress("z:1", "/h", Duration.ofSeconds(2))));
        assertThat(parse(text + "H2"))
                .isEqualTo(new StoreConfig.Jdbc(
                        new JdbcAddress("jdbc:h2:tcp://h/counts", "ann", "s ecret", Duration.ofSeconds(1)),
                        Duration.ofSeconds(5)));
    }

    @Test
    void reportsAllErrors() {
        assertThat(problems("type = mariadb, jdbc { timeout = 900ms, read-timeout = 1ms, pasword = x }"))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("store.jdbc.url is missing"),
                        p -> assertThat(p).startsWith("store.jdbc.user is missing"),
                        p -> assertThat(p).startsWith("store.jdbc.timeout must be at least 1s"),
                        p -> assertThat(p).startsWith("store.jdbc.read-timeout must be at least 1s"),
                        p -> assertThat(p)
                                .startsWith("store.jdbc.pasword is not a known key")
                                .contains("password"));
        assertThat(problems("type = mysql, hbase.quorum = z"))
                .singleElement()
                .asString()
                .contains("type is \"mysql\"")
                .contains("hbase, mariadb, h2");
    }

    @Test
    void urlMustMatchStoreType() {
        assertThat(problems("type = mariadb, jdbc { url = \"jdbc:h2:mem:x\", user = ann }"))
                .singleElement()
                .asString()
                .startsWith(
                        "store.jdbc.url is \"jdbc:h2:mem:x\", but must begin with jdbc:mariadb: as store.type is mariadb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb://h/counts?user=ann&password=s3cret",
                "jdbc:mariadb://h/counts?password=s3cret",
                "jdbc:mariadb://ann:s3cret@h/counts",
                "jdbc:h2:tcp://h/counts;USER=ann;PASSWORD=s3cret"
            })
    void rejectsPasswordInUrlWithoutPrintingIt(String url) {
        String type = url.startsWith("jdbc:h2") ? "h2" : "mariadb";
        assertThat(problems("type = " + type + ", jdbc { url = \"" + url + "\", user = ann }"))
                .singleElement()
                .asString()
                .startsWith("store.jdbc.url has a password in it")
                .doesNotContain("s3cret");
    }

    @Test
    void passwordIsNeverPrinted() {
        assertThat(problems("type = h2, jdbc { url = \"jdbc:h2:mem:x\", user = ann, password = [ s3cret ] }"))
                .singleElement()
                .asString()
                .startsWith("store.jdbc.password must be a string")
                .doesNotContain("s3cret");
        StoreConfig config = parse("type = h2, jdbc { url = \"jdbc:h2:mem:x\", user = ann, password = s3cret }");
        assertThat(config.toString()).contains("jdbc:h2:mem:x", "ann").doesNotContain("s3cret");
    }
}
