package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coursepulse.blacklist.BlacklistAddress;
import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.KafkaConfig;
import io.coursepulse.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigTest {

    private static final Path TLS = Path.of("src/test/resources/tls").toAbsolutePath();

    private static final String MINIMAL =
            """
            kafka.bootstrap-servers = "k1:9092"
            store.hbase.quorum = "z1:2181"
            """;

    @Test
    void hasDefaults() {
        WebConfig config = Settings.parse(MINIMAL, WebConfig::of);

        assertThat(config.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(config.kafka())
                .isEqualTo(new KafkaConfig(
                        "k1:9092",
                        "access-log",
                        "access-log-rejected",
                        "course-counts",
                        "course-activity",
                        "course-audits"));
        assertThat(config.web()).isEqualTo(WebSettings.defaultsOnPort(8080));
    }

    @Test
    void readsItsSectionsOfTheSharedFile() {
        WebConfig config = Settings.parse(
                MINIMAL
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
    void readsSecuritySettings(@TempDir Path folder) throws IOException {
        Path catalogue = Files.writeString(folder.resolve("courses.csv"), "112,Storm in depth\n");
        WebConfig config = Settings.parse(
                MINIMAL
                        + """
                        blacklist.zookeeper = "z1:2181"
                        web {
                          password = "correct horse", admin-token = "battery staple", behind-proxy = true, proxies = 2
                          proxy-header = forwarded, host-names = "stats.example.com, stats"
                          nimbus = "n1:6627, n2:6628", storm-ui = "http://nimbus:8080", catalogue = "%s"
                          tls { certificate = "%s", key = "%s" }
                          limits { requests-per-second = 7, live-per-address = 8, live = 9 }
                        }
                        """
                                .formatted(catalogue, TLS.resolve("certificate.pem"), TLS.resolve("key.pem")),
                WebConfig::of);

        assertThat(config.blacklist()).contains(new BlacklistAddress("z1:2181", "/coursepulse/blacklist"));
        assertThat(config.web().limits()).isEqualTo(new WebSettings.Limits(7, 8, 9));
        assertThat(config.web().proxies()).isEqualTo(new WebSettings.Proxies(2, WebSettings.ProxyHeader.FORWARDED));
        assertThat(config.web().hostNames()).containsExactly("stats.example.com", "stats");
        assertThat(config.web().nimbus())
                .containsExactly(
                        InetSocketAddress.createUnresolved("n1", 6627), InetSocketAddress.createUnresolved("n2", 6628));
        assertThat(config.web().stormUi()).contains(URI.create("http://nimbus:8080"));
        assertThat(config.web().tls())
                .contains(new WebSettings.Tls(TLS.resolve("certificate.pem"), TLS.resolve("key.pem")));
        assertThat(config.web().catalogue().title("112")).contains("Storm in depth");
    }

    @Test
    void reportsInvalidSecuritySettings() {
        InvalidConfigurationException wrong = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Settings.parse(
                        MINIMAL
                                + """
                                web {
                                  password = short, catalogue = "/nowhere.csv", storm-ui = "nimbus:8080", nimbus = "n1:6627,n2"
                                  tls { certificate = "/nowhere.pem" }
                                }
                                """,
                        WebConfig::of));

        assertThat(wrong.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("web.password is shorter than 8"))
                .anySatisfy(problem -> assertThat(problem).startsWith("web.catalogue is wrong"))
                .anySatisfy(problem -> assertThat(problem).startsWith("web.nimbus has \"n2\""))
                .anySatisfy(problem -> assertThat(problem).startsWith("web.storm-ui is \"nimbus:8080\""))
                .anySatisfy(problem -> assertThat(problem).startsWith("web.tls.certificate is /nowhere.pem"))
                .anySatisfy(problem -> assertThat(problem).startsWith("web.tls.key is missing"))
                .noneSatisfy(problem -> assertThat(problem).contains("short,"))
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({"certificate.pem,key.pem", "ec-certificate.pem,ec-key.pem"})
    void certificateAndItsKeyAreAccepted(String certificate, String key) {
        assertThat(Settings.parse(MINIMAL + tls(certificate, key), WebConfig::of)
                        .web()
                        .tls())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "certificate.pem,other-key.pem,web.tls.key is",
        "certificate.pem,ec-key.pem,web.tls.key is",
        "ec-certificate.pem,key.pem,web.tls.key is",
        "certificate.pem,certificate.pem,web.tls.key is",
        "key.pem,key.pem,web.tls.certificate is",
    })
    void certificateWithoutItsKeyIsRefused(String certificate, String key, String problem) {
        assertThat(problems(tls(certificate, key))).singleElement().asString().startsWith(problem);
    }

    @Test
    void oneSecretForReadingAndChangesIsRefused() {
        assertThat(problems("web { password = \"correct horse\", admin-token = \"correct horse\" }"))
                .singleElement()
                .asString()
                .startsWith("web.admin-token is the same as web.password")
                .doesNotContain("horse");
    }

    @Test
    void hostThatHasNoAddressIsRefused() {
        assertThat(problems("web.host = \"nowhere.invalid\""))
                .singleElement()
                .asString()
                .startsWith("web.host is \"nowhere.invalid\", which has no address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://stats", "stats:80", "*", "a b"})
    void hostNamesAreNamesOnly(String name) {
        assertThat(problems("web.host-names = \"stats.example.com, " + name + "\""))
                .singleElement()
                .asString()
                .startsWith("web.host-names has \"" + name + "\"");
    }

    private static String tls(String certificate, String key) {
        return "web.tls { certificate = \"%s\", key = \"%s\" }".formatted(TLS.resolve(certificate), TLS.resolve(key));
    }

    private static List<String> problems(String text) {
        return catchThrowableOfType(
                        InvalidConfigurationException.class, () -> Settings.parse(MINIMAL + text, WebConfig::of))
                .problems();
    }

    @Test
    void blankListOfNimbusServersIsEmpty() {
        assertThat(Settings.parse(MINIMAL + "web.nimbus = \" \"", WebConfig::of)
                        .web()
                        .nimbus())
                .isEmpty();
    }

    @Test
    void blankCertificateDoesNotSwitchTlsOff() {
        InvalidConfigurationException wrong = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Settings.parse(MINIMAL + "web.tls { certificate = \" \", key = \" \" }", WebConfig::of));

        assertThat(wrong.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("web.tls.certificate is blank"))
                .anySatisfy(problem -> assertThat(problem).startsWith("web.tls.key is blank"));
    }

    @Test
    void reportsAllErrorsAtOnce() {
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
