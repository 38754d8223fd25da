package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.web.rejected.RejectedSamples;
import io.coursepulse.web.trust.EndOffsetReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger, recent activity, rejected lines, health and metrics, over real HTTP. */
class StateApiTest {

    private final WebServer server = new WebServer().start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ledgerIsComparedWithEndOffsets() {
        server.store.ledger("access-log-0", 10, 7, "counted", 5, "rejected_bad_time", 2, "with_engine", 4);
        server.store.ledger("access-log-1", 0, 4, "counted", 3);
        server.backend.log.setEndOffsets(new EndOffsetReader.EndOffsets(
                Map.of("access-log-0", 17L, "access-log-1", 9L, "access-log-2", 6L),
                Optional.of(Instant.parse("2017-11-11T15:49:59Z"))));
        JsonObject ledger = server.awaitJson("/api/v1/ledger", json -> json.getLong("waiting", 0L) == 11);

        assertThat(ledger.getLong("lines")).isEqualTo(11);
        assertThat(ledger.getJsonObject("outcomes")).isEqualTo(new JsonObject().put("counted", 8));
        assertThat(ledger.getJsonObject("rejected")).isEqualTo(new JsonObject().put("bad_time", 2));
        assertThat(ledger.getString("newestLine")).isEqualTo("2017-11-11T15:49:59Z");
        assertThat(ledger.getBoolean("adds")).as("partition 1 has lost a line").isFalse();
        assertThat(ledger.getJsonArray("partitions").stream()
                        .map(JsonObject.class::cast)
                        .map(partition -> partition.getString("partition") + " " + partition.getLong("waiting") + " "
                                + partition.getBoolean("adds")))
                .containsExactly("access-log-0 0 true", "access-log-1 5 false", "access-log-2 6 null");
        assertThat(server.get("/api/v1/ledger?format=csv").body())
                .contains("partition,outcome,lines\r\n", "access-log-0,rejected_bad_time,2\r\n");
    }

    @Test
    void reportsKafkaOutageAndKeepsTheLedger() {
        server.store.ledger("access-log-0", 0, 3, "counted", 3);
        server.backend.log.down(true);
        JsonObject ledger =
                server.awaitJson("/api/v1/ledger", json -> json.getLong("lines") == 3 && json.containsKey("problem"));

        assertThat(ledger.getString("problem")).isEqualTo("the fake Kafka is down");
        assertThat(ledger.containsKey("waiting")).isFalse();

        server.backend.log.down(false);
        server.backend.log.setEndOffsets(new EndOffsetReader.EndOffsets(Map.of("access-log-0", 3L), Optional.empty()));
        server.awaitJson("/api/v1/ledger", json -> json.getLong("waiting", -1L) == 0 && !json.containsKey("problem"));
    }

    @Test
    void activityShowsTheNewestStateOfEachWindow() {
        server.backend.activity.listener().onMessages(List.of(Rows.window("1m", 40), Rows.window("10m", 300)));
        server.backend.activity.listener().onMessages(List.of(Rows.window("1m", 41)));
        server.backend.activity.listener().onDisconnected("Kafka is gone");
        JsonObject activity = server.awaitJson("/api/v1/activity", json -> json.containsKey("problem"));

        assertThat(activity.getString("problem")).isEqualTo("Kafka is gone");
        assertThat(activity.getJsonArray("windows").stream()
                        .map(JsonObject.class::cast)
                        .map(window -> window.getString("window") + " " + window.getLong("clicks")))
                .containsExactly("10m 300", "1m 41");
    }

    @Test
    void keepsTheNewestHundredRejectedLinesPerReason() {
        server.backend
                .rejected
                .listener()
                .onMessages(IntStream.range(0, 150)
                        .mapToObj(i -> line("bad_time", i))
                        .toList());
        server.backend.rejected.listener().onMessages(List.of(line("empty", 7)));
        JsonObject all = server.awaitJson(
                "/api/v1/rejected?limit=500", json -> json.getJsonObject("kept").containsKey("empty"));

        assertThat(all.getJsonObject("kept"))
                .isEqualTo(new JsonObject().put("bad_time", 100).put("empty", 1));
        assertThat(all.getJsonArray("samples")).hasSize(101);
        JsonArray newest = new JsonObject(
                        server.get("/api/v1/rejected?reason=bad_time&limit=2").body())
                .getJsonArray("samples");
        assertThat(newest.stream().map(JsonObject.class::cast).map(sample -> sample.getLong("offset")))
                .containsExactly(149L, 148L);
        assertThat(new JsonObject(server.get("/api/v1/rejected?reason=other").body()).getJsonArray("samples"))
                .isEmpty();
    }

    @Test
    void isReadyWhileStoreAndKafkaAnswer() {
        server.awaitJson("/readyz", ready -> ready.getBoolean("ready"));

        server.source.listener().onDisconnected("Kafka is gone");
        JsonObject ready = server.awaitJson("/readyz", json -> !json.getBoolean("ready"));
        assertThat(ready.getJsonArray("reasons")).containsExactly("Kafka is gone");
        assertThat(server.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);

        server.source.listener().onConnected();
        server.awaitJson("/readyz", json -> json.getBoolean("ready"));
    }

    @Test
    void pipelineSaysHowManyRecordsOfATopicWereSkipped() {
        assertThat(new JsonObject(server.get("/api/v1/pipeline").body()).getJsonArray("skipped"))
                .isEmpty();
        server.source.skipped(3);
        assertThat(new JsonObject(server.get("/api/v1/pipeline").body()).getJsonArray("skipped"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("topic", "counts").put("records", 3)));
    }

    @Test
    void metricsAreInPrometheusFormat() {
        server.store.ledger("access-log-0", 0, 3, "counted", 2, "robot", 1);
        server.backend.log.setEndOffsets(new EndOffsetReader.EndOffsets(Map.of("access-log-0", 5L), Optional.empty()));
        server.awaitJson("/api/v1/ledger", json -> json.getLong("waiting", 0L) == 2);
        server.source.skipped(3);
        String metrics = server.get("/metrics").body();

        assertThat(metrics)
                .contains(
                        "coursepulse_store_up 1.0\n",
                        "coursepulse_kafka_up 1.0\n",
                        "coursepulse_browsers 0.0\n",
                        "coursepulse_days_in_memory ",
                        "coursepulse_day_clicks{day=\"20171111\"} 0.0\n",
                        "coursepulse_ledger_lines_total{outcome=\"robot\"} 1.0\n",
                        "coursepulse_lag_lines{partition=\"access-log-0\"} 2.0\n",
                        "coursepulse_counting_delay_seconds ",
                        "coursepulse_skipped_messages_total{topic=\"counts\"} 3.0\n",
                        "coursepulse_skipped_messages_total{topic=\"activity\"} 0.0\n",
                        "coursepulse_http_responses_total{status=\"200\"}",
                        "jvm_memory_used_bytes{area=\"heap\"}",
                        "jvm_threads_current ",
                        "process_cpu_seconds_total ",
                        "process_start_time_seconds ");
        assertThat(metrics.lines())
                .allMatch(line -> line.matches("# (HELP [a-z_]+ .+|TYPE [a-z_]+ (gauge|counter|histogram|summary))")
                        || line.matches("[a-z_]+(\\{([a-z_]+=\"[^\"]*\",?)+})? -?[0-9.]+(E[0-9]+)?"));
        assertThat(server.get("/metrics").headers().firstValue("content-type").orElseThrow())
                .startsWith("text/plain; version=0.0.4");
    }

    @Test
    void memoryWithoutALimitHasNoMaximum() {
        String metrics = server.get("/metrics").body();

        assertThat(metrics).contains("jvm_memory_max_bytes{area=\"heap\"}");
        assertThat(metrics.lines().filter(line -> line.matches("jvm_memory.*max_bytes\\{.*} -.*")))
                .isEmpty();
    }

    @Test
    void requestTimesAreAHistogramByRoute() {
        server.get("/api/v1/days/20171111");
        server.get("/api/v1/days/20171110");
        server.get("/api/v1/days/today");
        server.get("/nothing");
        server.get("/assets/style.css");
        server.get("/");
        String metrics = server.get("/metrics").body();

        String day = "coursepulse_http_request_seconds_%s{route=\"/api/v1/days/:day\",status=\"%s\"%s} ";
        assertThat(metrics)
                .contains(
                        day.formatted("count", 200, "") + "2\n",
                        day.formatted("bucket", 200, ",le=\"15.0\"") + "2\n",
                        day.formatted("count", 400, "") + "1\n",
                        "coursepulse_http_request_seconds_count{route=\"\",status=\"404\"} 1\n",
                        "coursepulse_http_request_seconds_count{route=\"assets\",status=\"200\"} 2\n",
                        "coursepulse_http_responses_total{status=\"200\"} 4.0\n",
                        "coursepulse_http_responses_total{status=\"400\"} 1.0\n");
    }

    private static RejectedSamples.Sample line(String reason, long offset) {
        return Rows.rejected(reason, "access-log", 0, offset, Instant.EPOCH.plusSeconds(offset), "line");
    }
}
