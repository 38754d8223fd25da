package io.coursepulse.web.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.coursepulse.web.EventLoop;
import io.coursepulse.web.MovableClock;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from Storm UI's answers, in the form that Storm 2.8.3's UIHelpers gives them. */
class StormUiTest {

    private static final String SUMMARY =
            """
            {"topologies":[
              {"id":"coursepulse-counts-1-1700000000","name":"coursepulse-counts","status":"ACTIVE","uptimeSeconds":365},
              {"id":"wordcount-2-1700000000","name":"wordcount","status":"ACTIVE","uptimeSeconds":9}]}""";
    private static final String TOPOLOGY =
            """
            {"id":"coursepulse-counts-1-1700000000","name":"coursepulse-counts","status":"ACTIVE","uptimeSeconds":365,
             "executorsTotal":7,
             "workers":[{"host":"node1","port":6700,"uptimeSeconds":360,"executorsTotal":7}],
             "spouts":[
               {"spoutId":"$mastercoord-bg0","emitted":40,"acked":20,"failed":1,"completeLatency":"151.250","lastError":"",
                "errorTime":null},
               {"spoutId":"spout-counts","emitted":0,"acked":0,"failed":0,"completeLatency":"0","lastError":""}],
             "bolts":[{"boltId":"b-0","executed":5,"lastError":"java.lang.RuntimeException: <script>","errorTime":1700000100}]}""";

    private final EventLoop loop = new EventLoop();
    private final MovableClock clock = MovableClock.onSinglesDay();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private StormUi storm;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            String answer = answers.get(exchange.getRequestURI().getPath());
            byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        answers.put("/storm/api/v1/topology/summary", SUMMARY);
        answers.put("/storm/api/v1/topology/coursepulse-counts-1-1700000000", TOPOLOGY);
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/storm/");
        storm = loop.call(() -> new StormUi(loop.vertx(), clock, address));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        loop.close();
    }

    @Test
    void tellsOfOurTopologiesAlone() {
        JsonObject told = loop.await(storm::topologies);

        assertThat(told.getJsonArray("topologies")).hasSize(1);
        JsonObject counts = told.getJsonArray("topologies").getJsonObject(0);
        assertThat(counts.getString("status")).isEqualTo("ACTIVE");
        assertThat(counts.getDouble("batchMs")).isEqualTo(151.25);
        assertThat(counts.getLong("acked")).isEqualTo(20);
        assertThat(counts.getLong("failed")).isEqualTo(1);
        assertThat(counts.getJsonArray("workers"))
                .containsExactly(
                        new JsonObject("{\"host\":\"node1\",\"port\":6700,\"uptimeSeconds\":360,\"executors\":7}"));
        assertThat(counts.getJsonArray("errors"))
                .containsExactly(
                        new JsonObject(
                                """
                                {"component":"b-0","error":"java.lang.RuntimeException: <script>","at":"2023-11-14T22:15:00Z"}"""));
    }

    @Test
    void manyWhoAskAreOneWhoAsks() {
        for (int i = 0; i < 5; i++) {
            loop.await(storm::topologies);
        }
        assertThat(asked.get()).isEqualTo(2);

        clock.advance(Duration.ofSeconds(3));
        loop.await(storm::topologies);
        assertThat(asked.get()).isEqualTo(4);
    }

    @Test
    void saysSinceWhenItDoesNotAnswerAndRecovers() {
        answers.clear();
        JsonObject first = loop.await(storm::topologies);
        assertThat(first.getString("problem")).contains("500");
        assertThat(first.getString("since")).isEqualTo(clock.instant().toString());

        clock.advance(Duration.ofSeconds(3));
        assertThat(loop.await(storm::topologies).getString("since")).isEqualTo(first.getString("since"));

        answers.put("/storm/api/v1/topology/summary", "{\"topologies\":[]}");
        clock.advance(Duration.ofSeconds(3));
        assertThat(loop.await(storm::topologies).containsKey("problem")).isFalse();
    }
}
