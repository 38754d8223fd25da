package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.web.attack.PathSpellings;
import io.coursepulse.web.attack.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No way leads around the password: every route of the server, in every spelling of its path, without credentials. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordTest {

    /** What everybody may open, besides the page's files: they are named here too, so that no other becomes open. */
    private static final Set<String> OPEN =
            Set.of("/login", "/dimensions.js", "/healthz", "/readyz", "/api/v1/session");

    private static final Set<Integer> REFUSALS = Set.of(400, 401, 404, 405, 414);

    private WebServer server;

    @BeforeAll
    void start() {
        server = new WebServer(TestSettings.with(settings -> settings.password("correct horse")
                        .adminToken("battery staple")
                        .limits(new WebSettings.Limits(1_000_000, 10, 10))))
                .start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    Stream<String> closedPaths() {
        List<String> paths = new ArrayList<>(server.paths().stream()
                .filter(path -> !OPEN.contains(path) && !path.matches("/assets/[a-z-]+\\.(js|css|svg|json)"))
                .map(path -> path.replace(":day", "20171111").replace(":table", "course_clickcount"))
                .distinct()
                .toList());
        assertThat(paths).hasSizeGreaterThan(15).contains("/", "/metrics", "/live", "/api/v1/days/20171111");
        paths.add("/nothing");
        return paths.stream();
    }

    @ParameterizedTest
    @MethodSource("closedPaths")
    void noSpellingOfAPathNeedsNoPassword(String path) throws IOException {
        List<String> spellings = PathSpellings.of(path);
        assertThat(spellings).hasSizeGreaterThan(30);
        List<String> answered = new ArrayList<>();
        for (String spelling : spellings) {
            for (String method : List.of("GET", "HEAD", "POST", "DELETE")) {
                int status = RawHttp.status(RawHttp.exchange(server.port(), RawHttp.request(method, spelling)));
                boolean refused = REFUSALS.contains(status)
                        // Spellings of the root through an open path end at that path.
                        || (path.equals("/") && status / 100 == 2 && isOpen(spelling));
                if (!refused) {
                    answered.add(method + " " + spelling + ": " + status);
                }
            }
        }
        assertThat(answered).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/live", "/assets/../live", "/assets/%2e%2e/live", "/assets/x/../../live", "/login/../live"})
    void noSpellingOpensTheWebSocket(String target) throws IOException {
        String answer = RawHttp.exchange(
                server.port(),
                RawHttp.request(
                        "GET",
                        target,
                        "Connection",
                        "Upgrade",
                        "Upgrade",
                        "websocket",
                        "Sec-WebSocket-Version",
                        "13",
                        "Sec-WebSocket-Key",
                        "dGhlIHNhbXBsZSBub25jZQ=="));

        assertThat(RawHttp.status(answer)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/assets/style.css", "/assets/../login", "/dimensions.js", "/healthz"})
    void whatTheLoginPageNeedsIsOpen(String target) throws IOException {
        assertThat(RawHttp.status(RawHttp.exchange(server.port(), RawHttp.request("GET", target))))
                .isEqualTo(200);
    }

    private static boolean isOpen(String spelling) {
        return spelling.startsWith("/login")
                || spelling.startsWith("/healthz")
                || spelling.contains("/assets/style.css");
    }
}
