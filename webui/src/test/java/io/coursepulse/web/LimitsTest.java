package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.web.attack.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits per address, and TLS. */
class LimitsTest {

    private static final Path TLS = Path.of("src/test/resources/tls").toAbsolutePath();

    @Test
    void requestRateIsLimitedExceptForHealth() {
        try (WebServer server = new WebServer(
                        TestSettings.with(settings -> settings.limits(new WebSettings.Limits(1, 10, 10))))
                .start()) {
            List<Integer> answers = IntStream.range(0, 12)
                    .mapToObj(i -> server.get("/api/v1/catalogue").statusCode())
                    .toList();

            assertThat(answers).startsWith(200, 200, 200, 200, 200).contains(429);
            assertThat(server.get("/api/v1/catalogue").headers().firstValue("retry-after"))
                    .contains("1");
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    /** Which client a request counts for: the address is inserted for {}, another one each time for <>. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | X_FORWARDED_FOR | X-Forwarded-For: <>, {}",
                "1 | X_FORWARDED_FOR | X-Forwarded-For: <> // X-Forwarded-For: {}",
                "1 | X_FORWARDED_FOR | X-Forwarded-For: <> // X-Forwarded-For: <>, {} ",
                "1 | X_FORWARDED_FOR | Forwarded: for=<> // X-Forwarded-For: {}",
                "1 | X_FORWARDED_FOR | X-Forwarded-For: {} // Forwarded: for=<>",
                "2 | X_FORWARDED_FOR | X-Forwarded-For: <>, {}, 10.1.1.1",
                "2 | X_FORWARDED_FOR | X-Forwarded-For: <> // X-Forwarded-For: {} // X-Forwarded-For: 10.1.1.1",
                "1 | FORWARDED | Forwarded: for=<>, for={}",
                "1 | FORWARDED | Forwarded: for=<> // Forwarded: proto=https;For=\"{}:4711\";by=10.1.1.1",
                "1 | FORWARDED | X-Forwarded-For: <> // Forwarded: for={}",
                "2 | FORWARDED | Forwarded: for=<>, for=\"{}\", for=\"[2001:db8::1]:80\""
            })
    void clientBehindProxiesIsWhomTheOutermostNames(int number, WebSettings.ProxyHeader header, String lines)
            throws IOException {
        try (WebServer server = new WebServer(
                        TestSettings.with(settings -> settings.limits(new WebSettings.Limits(1, 10, 10))
                                .proxies(new WebSettings.Proxies(number, header))))
                .start()) {
            assertThat(IntStream.range(0, 12).mapToObj(i -> ask(server, lines, "203.0.113.7", "8.8.8." + i)))
                    .as("one client, whatever it writes itself")
                    .contains(429);
            assertThat(IntStream.range(0, 12).mapToObj(i -> ask(server, lines, "203.0.114." + i, "8.8.8.8")))
                    .as("as many clients")
                    .containsOnly(200);
        }
    }

    private static int ask(WebServer server, String lines, String client, String written) {
        String headers = lines.replace("{}", client).replace("<>", written).replaceAll("\\s*//\\s*", "\r\n");
        try {
            return RawHttp.status(RawHttp.exchange(
                    server.port(),
                    "GET /api/v1/catalogue HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers
                            + "\r\n\r\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void webSocketsPerAddressAreLimited() {
        try (WebServer server = new WebServer(
                        TestSettings.with(settings -> settings.limits(new WebSettings.Limits(100, 2, 10))))
                .start()) {
            Browser first = server.browse("/live");
            Browser second = server.browse("/live");
            assertThatThrownBy(() -> server.browse("/live"))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(WebSocketHandshakeException.class, refusal -> assertThat(
                                    refusal.getResponse().statusCode())
                            .isEqualTo(429));
            first.close();
            server.awaitJson("/healthz", health -> health.getInteger("browsers") == 1);
            server.browse("/live").close();
            second.close();
        }
    }

    @Test
    void speaksTls() throws Exception {
        try (WebServer server = new WebServer(TestSettings.with(
                        settings -> settings.tls(TLS.resolve("certificate.pem"), TLS.resolve("key.pem"))))
                .start()) {
            HttpClient http =
                    HttpClient.newBuilder().sslContext(trustingContext()).build();
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/healthz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
        }
    }

    private static SSLContext trustingContext() throws Exception {
        Certificate certificate;
        try (InputStream in = Files.newInputStream(TLS.resolve("certificate.pem"))) {
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        trusted.setCertificateEntry("server", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
