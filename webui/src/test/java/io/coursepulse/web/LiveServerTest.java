package io.coursepulse.web;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static io.coursepulse.web.Rows.course;
import static io.coursepulse.web.Rows.minute;
import static io.coursepulse.web.Rows.region;
import static io.coursepulse.web.Rows.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.topic.AuditVerdict;
import io.coursepulse.web.trust.EndOffsetReader;
import io.vertx.core.json.JsonObject;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The WebSocket, with a real client. */
class LiveServerTest {

    /** A day that is read only on request. */
    private static final LocalDate BEFORE = SINGLES_DAY.minusDays(2);

    private final WebServer server = new WebServer().start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsSnapshotOfTodayThenDeltas() {
        server.store.put(course(SINGLES_DAY, "112", 5));
        try (Browser browser = server.browse("/live?day=20171111")) {
            JsonObject snapshot = browser.nextMatching(message -> "snapshot".equals(message.getString("type")));
            assertThat(snapshot.getInteger("seq")).isZero();

            server.source
                    .listener()
                    .onMessages(List.of(course(SINGLES_DAY, "112", 50), search(SINGLES_DAY, "so", "112", 3)));
            JsonObject delta = browser.nextMatching(LiveServerTest::isDelta);
            assertThat(delta.getLong("total")).isEqualTo(50);
            assertThat(delta.getJsonArray("engines"))
                    .containsExactly(new JsonObject().put("engine", "so").put("clicks", 3));
        }
    }

    @Test
    void seqHasNoGapsAndAtMostFourDeltasPerSecond() {
        int last = 3_000;
        try (Browser browser = server.browse("/live")) {
            JsonObject message = browser.nextMatching(first -> "snapshot".equals(first.getString("type")));
            long begun = System.nanoTime();
            for (int count = 1; count <= last; count++) {
                server.source.listener().onMessages(List.of(course(SINGLES_DAY, "112", count)));
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
    void anotherDayIsReadFromTheStoreAndUpdated() {
        server.store.put(course(SINGLES_DAY.minusDays(3), "112", 5));
        try (Browser browser = server.browse("/live?day=20171108")) {
            JsonObject snapshot = browser.nextMatching(message -> "snapshot".equals(message.getString("type")));
            assertThat(snapshot.getString("day")).isEqualTo("20171108");
            assertThat(snapshot.getString("today")).isEqualTo("20171111");
            assertThat(snapshot.getLong("total")).isEqualTo(5);

            server.source.listener().onMessages(List.of(course(SINGLES_DAY.minusDays(3), "112", 6)));
            assertThat(browser.nextMatching(LiveServerTest::isDelta).getLong("total"))
                    .isEqualTo(6);
        }
    }

    @Test
    void afterMidnightSwitchesClientsOfTodayToTheNewDay() {
        try (Browser follower = server.browse("/live");
                Browser reader = server.browse("/live?day=20171111")) {
            follower.nextMatching(message -> "20171111".equals(message.getString("day")));
            reader.nextMatching(message -> "20171111".equals(message.getString("day")));
            server.clock.advance(Duration.ofMinutes(20));

            assertThat(follower.nextMatching(message -> "snapshot".equals(message.getString("type")))
                            .getString("day"))
                    .isEqualTo("20171112");
            server.source.listener().onMessages(List.of(course(SINGLES_DAY, "112", 9)));
            assertThat(reader.nextMatching(LiveServerTest::isDelta).getLong("total"))
                    .isEqualTo(9);
        }
    }

    @Test
    void reportsKafkaOutageAndCatchesUpAfterwards() {
        try (Browser browser = server.browse("/live")) {
            browser.nextMatching(message -> "snapshot".equals(message.getString("type")));
            server.source.listener().onDisconnected("Kafka is gone");
            JsonObject standing = browser.nextMatching(
                            message -> message.encode().contains("Kafka is gone"))
                    .getJsonObject("standing");
            assertThat(standing.getString("state")).isEqualTo("delayed");
            assertThat(standing.getString("reason")).isEqualTo("Kafka is gone");

            server.store.put(course(SINGLES_DAY, "112", 77));
            server.source.listener().onConnected();
            assertThat(browser.nextMatching(LiveServerTest::isDelta).getLong("total"))
                    .isEqualTo(77);
            browser.nextMatching(message -> message.containsKey("standing")
                    && message.getJsonObject("standing").getString("state").equals("live"));
        }
    }

    @Test
    void rejectsCrossOriginAndInvalidDay() {
        assertRefused("/live", 403, "Origin", "https://elsewhere.example");
        assertRefused("/live", 403, "Origin", "null");
        assertRefused("/live?day=today", 400);
        assertThat(server.get("/live").statusCode()).isEqualTo(426);

        String own = "http://127.0.0.1:" + server.port();
        try (Browser browser = server.browse("/live", "Origin", own)) {
            browser.nextMatching(message -> "snapshot".equals(message.getString("type")));
        }
    }

    @Test
    void closesWebSocketsBeforeItStops() {
        try (Browser browser = server.browse("/live")) {
            browser.next();
            server.stop();

            assertThat(browser.closeStatus()).isEqualTo(1001);
            assertThat(server.source.closed()).isTrue();
        }
    }

    @Test
    void filterLimitsSnapshotAndDeltas() {
        server.store.put(course(BEFORE, "112", 5));
        server.store.put(course(BEFORE, "128", 7));
        server.store.put(region(BEFORE, "CN-GD", "112", 4));
        server.store.put(region(BEFORE, "CN-GD", "128", 7));
        try (Browser browser = server.browse("/live?day=20171109&course=112")) {
            JsonObject snapshot = browser.nextMatching(message -> "snapshot".equals(message.getString("type")));
            assertThat(snapshot.getLong("total")).isEqualTo(5);
            assertThat(snapshot.getJsonArray("courses")).hasSize(2);
            assertThat(snapshot.getJsonArray("regions"))
                    .containsExactly(new JsonObject().put("region", "CN-GD").put("clicks", 4));

            server.source.listener().onMessages(List.of(region(BEFORE, "CN-BJ", "128", 1)));
            server.source.listener().onMessages(List.of(region(BEFORE, "CN-BJ", "112", 1)));
            assertThat(browser.nextMatching(message -> message.containsKey("regions"))
                            .getJsonArray("regions"))
                    .containsExactly(new JsonObject().put("region", "CN-BJ").put("clicks", 1));
        }
    }

    @Test
    void minutesAreSentWhenReadAndThenByTheHour() {
        server.store.put(minute(BEFORE.atTime(14, 3), "112", 5));
        server.store.put(course(BEFORE, "112", 5));
        try (Browser browser = server.browse("/live?day=20171109")) {
            JsonObject first = browser.nextMatching(message -> message.containsKey("minutes"));
            assertThat(first.getJsonObject("minutes").getJsonArray("14").getLong(3))
                    .isEqualTo(5);

            server.source.listener().onMessages(List.of(minute(BEFORE.atTime(23, 59), "112", 2)));
            JsonObject delta = browser.nextMatching(message ->
                    message.getJsonObject("minutes", new JsonObject()).containsKey("23"));
            assertThat(delta.getJsonObject("minutes").fieldNames()).containsExactly("23");
            assertThat(delta.getJsonArray("courses").getJsonObject(0).getJsonObject("hours"))
                    .isEqualTo(new JsonObject().put("23", 2));
        }
    }

    @Test
    void sendsRecentActivityAndLedgerStatus() {
        try (Browser browser = server.browse("/live")) {
            server.backend.activity.listener().onMessages(List.of(Rows.window("1m", 40)));
            JsonObject activity = browser.nextMatching(message -> "activity".equals(message.getString("type"))
                    && !message.getJsonObject("activity")
                            .getJsonArray("windows")
                            .isEmpty());
            assertThat(activity.getJsonObject("activity")
                            .getJsonArray("windows")
                            .getJsonObject(0)
                            .getLong("clicks"))
                    .isEqualTo(40);

            server.store.ledger("access-log-0", 10, 7, "counted", 5, "rejected_bad_time", 2);
            server.backend.log.setEndOffsets(
                    new EndOffsetReader.EndOffsets(Map.of("access-log-0", 20L), Optional.empty()));
            JsonObject trust = browser.nextMatching(
                    message -> message.getJsonObject("trust", new JsonObject()).getLong("waiting", 0L) == 3);
            assertThat(trust.getJsonObject("trust").getLong("lines")).isEqualTo(7);
            assertThat(trust.getJsonObject("trust").getJsonObject("rejected"))
                    .isEqualTo(new JsonObject().put("bad_time", 2));
            assertThat(trust.getJsonObject("trust").containsKey("audit")).isFalse();

            server.backend
                    .audits
                    .listener()
                    .onMessages(List.of(new AuditVerdict(
                            AuditVerdict.Verdict.DIFFERENT, Instant.parse("2026-11-26T14:00:00Z"), 7, 5)));
            JsonObject audited = browser.nextMatching(
                    message -> message.getJsonObject("trust", new JsonObject()).containsKey("audit"));
            assertThat(audited.getJsonObject("trust").getJsonObject("audit").getString("verdict"))
                    .isEqualTo("DIFFERENT");
        }
    }

    @Test
    void clientThatSendsTextIsDisconnected() {
        try (Browser browser = server.browse("/live")) {
            browser.sendText("hello");
            assertThat(browser.closeStatus()).isEqualTo(1008);
        }
    }

    private static boolean isDelta(JsonObject message) {
        return "delta".equals(message.getString("type"));
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
