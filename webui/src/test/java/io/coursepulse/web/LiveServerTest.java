package io.coursepulse.web;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static io.coursepulse.web.Rows.course;
import static io.coursepulse.web.Rows.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The WebSocket, heard by a real client. */
class LiveServerTest {

    private final WebServer server = new WebServer().start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsTodayAndThenWhatChanges() {
        server.store.put(course(SINGLES_DAY, "112", 5));
        try (Browser browser = server.browse("/live?day=20171111")) {
            JsonObject snapshot = browser.nextWhere(message -> "snapshot".equals(message.getString("type")));
            assertThat(snapshot.getInteger("seq")).isZero();

            server.source
                    .listener()
                    .changed(List.of(course(SINGLES_DAY, "112", 50), search(SINGLES_DAY, "so", "112", 3)));
            JsonObject delta = browser.nextWhere(message -> message.containsKey("changes")
                    && message.getJsonArray("changes").size() == 2);
            assertThat(delta.getLong("total")).isEqualTo(50);
        }
    }

    @Test
    void numbersWithoutGapsAndSendsAtMostFourDeltasASecond() {
        int last = 3_000;
        try (Browser browser = server.browse("/live")) {
            JsonObject message = browser.nextWhere(first -> "snapshot".equals(first.getString("type")));
            long begun = System.nanoTime();
            for (int count = 1; count <= last; count++) {
                server.source.listener().changed(List.of(course(SINGLES_DAY, "112", count)));
            }
            int seq = 0;
            int deltas = 0;
            while (message.getLong("total", 0L) < last) {
                message = browser.next();
                assertThat(message.getInteger("seq")).isEqualTo(++seq);
                deltas += message.getString("type").equals("delta") ? 1 : 0;
            }
            long quarters = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 250;
            assertThat((long) deltas).isBetween(1L, quarters + 2);
        }
    }

    @Test
    void anotherDayComesFromTheStoreAndIsFollowedToo() {
        server.store.put(course(SINGLES_DAY.minusDays(3), "112", 5));
        try (Browser browser = server.browse("/live?day=20171108")) {
            JsonObject snapshot = browser.nextWhere(message -> "snapshot".equals(message.getString("type")));
            assertThat(snapshot.getString("day")).isEqualTo("20171108");
            assertThat(snapshot.getString("today")).isEqualTo("20171111");
            assertThat(snapshot.getLong("total")).isEqualTo(5);

            server.source.listener().changed(List.of(course(SINGLES_DAY.minusDays(3), "112", 6)));
            assertThat(browser.nextWhere(message -> message.containsKey("changes"))
                            .getLong("total"))
                    .isEqualTo(6);
        }
    }

    @Test
    void afterMidnightSendsTheNewDayToWhoeverFollowsToday() {
        try (Browser follower = server.browse("/live");
                Browser reader = server.browse("/live?day=20171111")) {
            follower.nextWhere(message -> "20171111".equals(message.getString("day")));
            reader.nextWhere(message -> "20171111".equals(message.getString("day")));
            server.clock.advance(Duration.ofMinutes(20));

            assertThat(follower.nextWhere(message -> "snapshot".equals(message.getString("type")))
                            .getString("day"))
                    .isEqualTo("20171112");
            server.source.listener().changed(List.of(course(SINGLES_DAY, "112", 9)));
            assertThat(reader.nextWhere(message -> message.containsKey("changes"))
                            .getLong("total"))
                    .isEqualTo(9);
        }
    }

    @Test
    void saysThatKafkaIsGoneAndShowsWhatWasMissedAfterwards() {
        try (Browser browser = server.browse("/live")) {
            browser.nextWhere(message -> "snapshot".equals(message.getString("type")));
            server.source.listener().lost("Kafka is gone");
            assertThat(browser.nextWhere(message -> "standing".equals(message.getString("type")))
                            .getJsonObject("standing")
                            .getString("reason"))
                    .isEqualTo("Kafka is gone");

            server.store.put(course(SINGLES_DAY, "112", 77));
            server.source.listener().begun();
            assertThat(browser.nextWhere(message -> message.containsKey("changes"))
                            .getLong("total"))
                    .isEqualTo(77);
            browser.nextWhere(message -> message.containsKey("standing")
                    && message.getJsonObject("standing").getString("state").equals("live"));
        }
    }

    @Test
    void refusesAnotherSitesPageAndWhatIsNoDay() {
        assertRefused("/live", 403, "Origin", "https://elsewhere.example");
        assertRefused("/live", 403, "Origin", "null");
        assertRefused("/live?day=today", 400);
        assertThat(server.get("/live").statusCode()).isEqualTo(426);

        String own = "http://127.0.0.1:" + server.port();
        try (Browser browser = server.browse("/live", "Origin", own)) {
            browser.nextWhere(message -> "snapshot".equals(message.getString("type")));
        }
    }

    @Test
    void sendsBrowsersAwayBeforeItStops() {
        try (Browser browser = server.browse("/live")) {
            browser.next();
            server.stop();

            assertThat(browser.closedWith()).isEqualTo(1001);
            assertThat(server.source.closed()).isTrue();
        }
    }

    private void assertRefused(String path, int status, String... headers) {
        assertThatThrownBy(() -> server.browse(path, headers))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refusal -> assertThat(
                                refusal.getResponse().statusCode())
                        .isEqualTo(status));
    }
}
