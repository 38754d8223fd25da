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
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void replacedCertificateIsServedWithoutARestart(@TempDir Path folder) throws Exception {
        Path certificate = Files.copy(TLS.resolve("certificate.pem"), folder.resolve("certificate.pem"));
        Path key = Files.copy(TLS.resolve("key.pem"), folder.resolve("key.pem"));
        try (WebServer server = new WebServer(TestSettings.with(settings -> settings.tls(certificate, key))).start()) {
            assertThat(algorithmServed(server)).isEqualTo("RSA");
            // One after the other, as a tool would; in between they do not belong together.
            Files.copy(TLS.resolve("ec-certificate.pem"), certificate, StandardCopyOption.REPLACE_EXISTING);
            assertThat(algorithmServed(server)).isEqualTo("RSA");
            Files.copy(TLS.resolve("ec-key.pem"), key, StandardCopyOption.REPLACE_EXISTING);

            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!algorithmServed(server).equals("EC")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private static String algorithmServed(WebServer server) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting("certificate.pem", "ec-certificate.pem")
                .getSocketFactory()
                .createSocket("127.0.0.1", server.port())) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0].getPublicKey().getAlgorithm();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"
            })
    void weakCipherSuitesAreNotSpoken(String suite) throws Exception {
        try (WebServer server = new WebServer(TestSettings.with(
                                settings -> settings.tls(TLS.resolve("certificate.pem"), TLS.resolve("key.pem"))))
                        .start();
                SSLSocket socket = (SSLSocket)
                        trusting("certificate.pem").getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void answersToItsOwnNamesOnly() throws IOException {
        try (WebServer server =
                new WebServer(TestSettings.with(settings -> settings.hostNames("stats.example.com"))).start()) {
            for (String own : List.of("localhost", "127.0.0.1:80", "[::1]:80", "192.0.2.7", "Stats.Example.com:8443")) {
                assertThat(statusFor(server, own)).as(own).isEqualTo(200);
            }
            for (String other : List.of("evil.example", "stats.example.com.evil.example", "127.0.0.1.evil.example")) {
                assertThat(statusFor(server, other)).as(other).isEqualTo(421);
            }
        }
    }

    private static int statusFor(WebServer server, String host) throws IOException {
        return RawHttp.status(RawHttp.exchange(
                server.port(), "GET /api/v1/catalogue HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
    }

    private static SSLContext trustingContext() throws Exception {
        return trusting("certificate.pem");
    }

    private static SSLContext trusting(String... certificates) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        for (String name : certificates) {
            try (InputStream in = Files.newInputStream(TLS.resolve(name))) {
                trusted.setCertificateEntry(
                        name, CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
