package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read and who may change. */
class AccessTest {

    private static final String PASSWORD = "correct horse";
    private static final String TOKEN = "battery staple";

    private final WebServer server = new WebServer(
                    TestSettings.with(settings -> settings.password(PASSWORD).adminToken(TOKEN)))
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/pipeline", "/api/v1/days/20171110", "/api/v1/ledger", "/metrics", "/live", "/nothing"})
    void everyPathNeedsThePassword(String path) {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("message"))
                .contains("password");
        assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/assets/style.css", "/assets/login.js", "/dimensions.js", "/healthz", "/readyz"})
    void loginPageAndHealthNeedNoPassword(String path) {
        assertThat(server.get(path).statusCode()).isIn(200, 503);
    }

    @Test
    void browserIsRedirectedToTheLoginPage() {
        HttpResponse<String> answer = server.get("/", "Accept", "text/html,*/*");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).contains("/login");
    }

    @Test
    void authorizationHeaderGrantsAccess() {
        String basic = Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

        assertThat(server.get("/api/v1/ledger", "Authorization", "Bearer " + PASSWORD)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get("/api/v1/ledger", "Authorization", "Basic " + basic)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get("/api/v1/ledger", "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .as("the admin token includes reading")
                .isEqualTo(200);
        assertThat(server.get("/api/v1/ledger", "Authorization", "Bearer correct horsf")
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.get("/api/v1/ledger", "Authorization", "Basic %%%").statusCode())
                .isEqualTo(401);
    }

    @Test
    void sessionCookieGrantsAccessUntilItExpires() {
        HttpResponse<String> begun = begin(PASSWORD);
        assertThat(begun.statusCode()).isEqualTo(204);
        String set = begun.headers().firstValue("set-cookie").orElseThrow();
        assertThat(set).containsIgnoringCase("HttpOnly").contains("SameSite=Strict", "Path=/");
        String cookie = set.substring(0, set.indexOf(';'));

        assertThat(server.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
        try (Browser browser = server.browse("/live", "Cookie", cookie)) {
            browser.nextMatching(message -> "snapshot".equals(message.getString("type")));
        }
        assertThat(server.get("/", "Cookie", cookie.substring(0, cookie.length() - 1) + 'x')
                        .statusCode())
                .isEqualTo(401);
        server.clock.advance(Duration.ofDays(31));
        assertThat(server.get("/", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void logoutEndsTheSessionOnTheServer() {
        String cookie = cookieOf(begin(PASSWORD));
        String other = cookieOf(begin(PASSWORD));
        assertThat(server.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);

        server.send(server.request("/api/v1/session", "Cookie", cookie).DELETE().build());

        assertThat(server.get("/", "Cookie", cookie).statusCode()).isEqualTo(401);
        assertThat(server.get("/", "Cookie", other).statusCode()).isEqualTo(200);
    }

    private static String cookieOf(HttpResponse<String> answer) {
        String set = answer.headers().firstValue("set-cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    @Test
    void sessionOfAnotherPasswordIsRejected() {
        String cookie;
        try (WebServer other = new WebServer(TestSettings.with(settings -> settings.password("another password")))) {
            other.start();
            cookie = other.send(other.request("/api/v1/session", "Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"password\":\"another password\"}"))
                            .build())
                    .headers()
                    .firstValue("set-cookie")
                    .orElseThrow();
        }
        assertThat(server.get("/", "Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void passwordAttemptsAreRateLimited() {
        int refused = 0;
        while (begin("guess " + refused).statusCode() == 401) {
            refused++;
        }
        assertThat(refused).isBetween(1, 12);
        assertThat(begin(PASSWORD).statusCode())
                .as("the correct password too, until attempts are allowed again")
                .isEqualTo(429);
    }

    @Test
    void longTokenIsAcceptedWhileOthersGuess() {
        String token = "k3Vw9sQ2xZp7Lm4Tn8Rb";
        try (WebServer strict = new WebServer(TestSettings.with(
                        settings -> settings.password(PASSWORD).adminToken(token)))
                .start()) {
            int guesses = 0;
            while (strict.get("/metrics", "Authorization", "Bearer guess " + guesses)
                            .statusCode()
                    == 401) {
                guesses++;
            }
            assertThat(strict.get("/metrics", "Authorization", "Bearer " + PASSWORD)
                            .statusCode())
                    .as("a short one might be a guess too")
                    .isEqualTo(429);
            assertThat(strict.get("/metrics", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        HttpResponse<String> answer = begin("x".repeat(20_000));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getInteger("status"))
                .isEqualTo(413);
    }

    @Test
    void crossOriginRequestCannotChangeAnything() {
        HttpResponse<String> answer = server.send(server.request(
                        "/api/v1/blacklist/entries",
                        "Origin",
                        "https://elsewhere.example",
                        "Authorization",
                        "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void passwordIsNotAcceptedAsAdminToken() {
        HttpResponse<String> answer = server.send(
                server.request("/api/v1/blacklist/entries?entry=1.2.3.4", "Authorization", "Bearer " + PASSWORD)
                        .DELETE()
                        .build());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void webSocketNeedsThePassword() {
        assertThatThrownBy(() -> server.browse("/live"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refusal -> assertThat(
                                refusal.getResponse().statusCode())
                        .isEqualTo(401));
    }

    private HttpResponse<String> begin(String password) {
        return server.send(server.request("/api/v1/session", "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("password", password).encode()))
                .build());
    }
}
