package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
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

/** Limits per address, and TLS. */
class LimitsTest {

    private static final Path TLS = Path.of("src/test/resources/tls").toAbsolutePath();

    @Test
    void requestRateIsLimitedExceptForHealth() {
        try (WebServer server = new WebServer(
                        TestSettings.with(settings -> settings.limits(new WebSettings.Limits(1, 10, 10, false))))
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

    @Test
    void forwardedAddressIsLimitedBehindAProxy() {
        try (WebServer server = new WebServer(
                        TestSettings.with(settings -> settings.limits(new WebSettings.Limits(1, 10, 10, true))))
                .start()) {
            List<Integer> answers = IntStream.range(0, 30)
                    .mapToObj(i -> server.get("/api/v1/catalogue", "X-Forwarded-For", "8.8.8.8, 10.0.0." + i)
                            .statusCode())
                    .toList();

            assertThat(answers).containsOnly(200);
        }
    }

    @Test
    void webSocketsPerAddressAreLimited() {
        try (WebServer server = new WebServer(
                        TestSettings.with(settings -> settings.limits(new WebSettings.Limits(100, 2, 10, false))))
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
