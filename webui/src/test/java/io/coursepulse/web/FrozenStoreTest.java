package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.web.attack.RawHttp;
import io.coursepulse.web.day.StoreReads;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that neither answers nor refuses, while clients keep asking. */
class FrozenStoreTest {

    private static final LocalDate FAR = LocalDate.of(2002, 9, 22);

    private final WebServer server = new WebServer(
                    TestSettings.with(settings -> settings.limits(new WebSettings.Limits(1_000_000, 10, 10))))
            .start();

    @AfterEach
    void stop() {
        server.store.frozen(false);
        server.close();
    }

    @Test
    void readsThatClientsHaveAbandonedAreNotMade() throws IOException {
        server.awaitJson("/readyz", ready -> ready.getBoolean("ready"));
        server.store.frozen(true);
        int abandoned = 60;
        List<Socket> clients = askForDays(abandoned);
        server.awaitJson("/healthz", health -> health.getInteger("daysInMemory") >= abandoned);
        for (Socket client : clients) {
            client.close();
        }
        // The server has seen that they are closed when it has answered later requests.
        server.get("/healthz");
        server.get("/healthz");

        server.store.frozen(false);
        HttpResponse<String> answer = server.get("/api/v1/days/20171101");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.store.daysRead().stream()
                        .filter(day -> day.isBefore(FAR.plusDays(abandoned)))
                        .distinct())
                .as("only what had been begun")
                .hasSizeLessThanOrEqualTo(StoreReads.READERS);
    }

    @Test
    void moreReadsThanCanWaitAreRefusedAtOnce() throws IOException {
        server.awaitJson("/readyz", ready -> ready.getBoolean("ready"));
        server.store.frozen(true);
        List<Socket> clients = askForDays(StoreReads.READERS + StoreReads.MAX_WAITING + 10);
        server.awaitJson("/healthz", health -> health.getInteger("daysInMemory") > StoreReads.MAX_WAITING);

        HttpResponse<String> refused;
        do {
            refused = server.get("/api/v1/days/20171101");
        } while (!refused.body().contains("Too many reads are waiting for the store"));
        assertThat(refused.statusCode()).isEqualTo(503);

        server.store.frozen(false);
        List<Integer> answers = new ArrayList<>();
        for (Socket client : clients) {
            answers.add(RawHttp.status(RawHttp.readHead(client.getInputStream())));
            client.close();
        }
        assertThat(answers.stream().filter(status -> status == 200).count()).isGreaterThan(StoreReads.MAX_WAITING - 10);
        assertThat(answers).allMatch(status -> status == 200 || status == 503);
    }

    @Test
    void pageIsNotLiveWhileTheStoreStandsStill() {
        try (Browser browser = server.browse("/live")) {
            browser.nextMatching(FrozenStoreTest::isLive);
            server.store.frozen(true);
            awaitDelayed(browser);
            server.store.frozen(false);
            browser.nextMatching(FrozenStoreTest::isLive);
        }
    }

    @Test
    void strangersDayDoesNotMakeTheServerUnready() {
        server.awaitJson("/readyz", ready -> ready.getBoolean("ready"));
        server.store.refuse(LocalDate.of(2, 9, 22));

        assertThat(server.get("/api/v1/days/00020922").statusCode()).isEqualTo(503);
        assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
    }

    /** The store is asked each second; time is moved until that is too long ago. */
    private void awaitDelayed(Browser browser) {
        server.awaitJson("/healthz", health -> {
            server.clock.advance(Duration.ofSeconds(1));
            return !health.getJsonObject("store").getBoolean("answers");
        });
        JsonObject standing =
                browser.nextMatching(message -> message.containsKey("standing")).getJsonObject("standing");
        assertThat(standing.getString("state")).isEqualTo("delayed");
        JsonObject source = standing.getJsonArray("sources").getJsonObject(0);
        assertThat(source.getString("source")).isEqualTo("store");
        assertThat(source.getString("reason")).contains("has not answered");
        assertThat(source.getString("since")).isNotEmpty();
    }

    private static boolean isLive(JsonObject message) {
        return Stream.of(message.getJsonObject("standing", new JsonObject()))
                .anyMatch(standing -> "live".equals(standing.getString("state")));
    }

    private List<Socket> askForDays(int number) throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            clients.add(ask(FAR.plusDays(i)));
        }
        return clients;
    }

    private Socket ask(LocalDate day) throws IOException {
        Socket socket = RawHttp.connect(server.port());
        socket.getOutputStream()
                .write(RawHttp.request("GET", "/api/v1/days/" + day.toString().replace("-", ""))
                        .getBytes());
        return socket;
    }
}
