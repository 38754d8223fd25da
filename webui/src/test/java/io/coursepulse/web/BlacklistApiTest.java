package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.blacklist.BlacklistAddress;
import io.coursepulse.blacklist.BlacklistStore;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blacklist in a real ZooKeeper, changed through the server. */
class BlacklistApiTest {

    private static final String TOKEN = "the token for changes";

    @TempDir
    private Path folder;

    private EmbeddedZooKeeper zooKeeper;
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        zooKeeper = new EmbeddedZooKeeper(folder);
        server = new WebServer(
                        TestSettings.with(settings -> settings.adminToken(TOKEN)),
                        Optional.of(new BlacklistStore(zooKeeper.blacklist())))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        zooKeeper.close();
    }

    @Test
    void entriesAreAddedListedAndRemoved() {
        assertThat(list().getLong("version")).isZero();

        JsonObject added = json(post("application/json", "{\"entries\":[\"203.0.113.0/24\",\"course 666\"]}"));
        assertThat(added.getLong("version")).isEqualTo(1);
        assertThat(added.getJsonArray("entries")).containsExactly("203.0.113.0/24", "course 666");
        assertThat(json(post("application/json", "{\"entries\":[\"course 666\"]}"))
                        .getLong("version"))
                .as("no new entry, no new version")
                .isEqualTo(1);

        HttpResponse<String> removed = server.send(
                server.request("/api/v1/blacklist/entries?entry=203.0.113.0%2F24", "Authorization", "Bearer " + TOKEN)
                        .DELETE()
                        .build());
        assertThat(json(removed).getJsonArray("entries")).containsExactly("course 666");
        assertThat(list().getLong("version")).isEqualTo(2);
    }

    @Test
    void aFileIsImportedAsAWholeOrNotAtAll() {
        HttpResponse<String> wrong = post("text/plain", "# ours\n198.51.100.7\nagent x\n");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("Line 3").contains("nothing was changed");
        assertThat(list().getLong("version")).isZero();

        JsonObject right = json(post("text/plain; charset=utf-8", "# ours\r\n198.51.100.7\r\n\r\nagent Bytespider"));
        assertThat(right.getJsonArray("entries")).containsExactly("198.51.100.7", "agent Bytespider");
    }

    @Test
    void invalidEntriesAreRejectedWithTheReason() {
        for (String body : new String[] {
            "", "{", "[]", "{}", "{\"entries\":1}", "{\"entries\":[1]}", "{\"entries\":[\"<script>\"]}"
        }) {
            assertThat(post("application/json", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(list().getLong("version")).isZero();
    }

    @Test
    void zooKeeperThatDoesNotAnswerIsGivenUpInTwoSeconds() throws IOException {
        try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                WebServer waiting = new WebServer(
                                WebSettings.defaultsOnPort(0),
                                Optional.of(new BlacklistStore(
                                        new BlacklistAddress("127.0.0.1:" + frozen.getLocalPort(), "/blacklist"))))
                        .start()) {
            for (int i = 0; i < 3; i++) {
                long asked = System.nanoTime();
                HttpResponse<String> answer = waiting.get("/api/v1/blacklist");

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
            }
        }
    }

    @Test
    void withoutAnAdminTokenNothingCanBeChanged() {
        try (WebServer readOnly = new WebServer(
                        WebSettings.defaultsOnPort(0), Optional.of(new BlacklistStore(zooKeeper.blacklist())))
                .start()) {
            HttpResponse<String> answer = readOnly.send(readOnly.request(
                            "/api/v1/blacklist/entries", "Authorization", "Bearer ", "Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"entries\":[\"course 1\"]}"))
                    .build());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(readOnly.awaitJson("/api/v1/blacklist", json -> true).getBoolean("changes"))
                    .isFalse();
        }
    }

    private JsonObject list() {
        return new JsonObject(server.get("/api/v1/blacklist").body());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private HttpResponse<String> post(String type, String body) {
        return server.send(
                server.request("/api/v1/blacklist/entries", "Authorization", "Bearer " + TOKEN, "Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }
}
