package io.coursepulse.web;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static io.coursepulse.web.Rows.course;
import static io.coursepulse.web.Rows.search;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REST, health and errors, over real HTTP. */
class HttpServerTest {

    private final WebServer server = new WebServer().start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersADay() {
        server.store.put(course(SINGLES_DAY.minusDays(1), "112", 5));
        server.store.put(search(SINGLES_DAY.minusDays(1), "baidu", "112", 2));
        HttpResponse<String> answer = server.get("/api/v1/days/20171110");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("cache-control")).contains("private, no-cache");
        assertThat(answer.body())
                .startsWith(
                        """
                        {"day":"20171110","zone":"Asia/Shanghai","total":5,\
                        "courses":[{"course":"112","clicks":5,"hours":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}],\
                        "engines":[{"engine":"baidu","clicks":2}],"keywords":[],"regions":[],"clients":[],"devices":[],""")
                .endsWith("\"minutes\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2017111", "20171131", "today", "2017-11-11", "%3Cscript%3E"})
    void rejectsInvalidDay(String text) {
        HttpResponse<String> answer = server.get("/api/v1/days/" + text);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getInteger("status")).isEqualTo(400);
        assertThat(error.getString("message")).contains("20171111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/api/v1/days", "/api/v1/days/", "/assets/", "/assets/../log4j2.xml", "/index.html"})
    void answersAnUnknownPathInJson(String path) {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getInteger("status"))
                .isEqualTo(404);
    }

    @Test
    void answersAWrongMethodInJson() {
        HttpResponse<String> answer =
                server.send(server.request("/healthz").DELETE().build());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getInteger("status"))
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/healthz",
                "/readyz",
                "/metrics",
                "/api/v1/days/20171110",
                "/api/v1/openapi.json",
                "/nothing"
            })
    void headIsAnsweredAsGetWithoutTheBody(String path) {
        HttpResponse<String> get = server.get(path);
        HttpResponse<String> head = server.send(server.request(path)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        for (String header : List.of("content-type", "etag", "cache-control", "content-length")) {
            if (!path.equals("/metrics") || !header.equals("content-length")) {
                assertThat(head.headers().firstValue(header))
                        .as(header)
                        .isEqualTo(get.headers().firstValue(header));
            }
        }
    }

    @Test
    void reportsStoreOutageAndStaysUp() {
        server.store.down(true);
        HttpResponse<String> answer = server.get("/api/v1/days/20171101");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("message"))
                .isEqualTo("the fake store is down");

        JsonObject said = server.awaitJson(
                "/healthz", health -> !health.getJsonObject("store").getBoolean("answers"));
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(said.getString("status")).isEqualTo("UP");
        assertThat(said.getString("day")).isEqualTo("20171111");
        assertThat(said.getJsonObject("store").getBoolean("answers")).isFalse();
        assertThat(said.getJsonObject("store").getString("problem")).isEqualTo("the fake store is down");
        assertThat(said.getJsonObject("kafka").getBoolean("answers")).isTrue();

        server.store.down(false);
        assertThat(server.get("/api/v1/days/20171101").statusCode()).isEqualTo(200);
        assertThat(new JsonObject(server.get("/healthz").body())
                        .getJsonObject("store")
                        .getBoolean("answers"))
                .isTrue();
    }

    @Test
    void compressesOnRequest() {
        for (int i = 0; i < 500; i++) {
            server.store.put(course(SINGLES_DAY.minusDays(1), "course-" + i, 1_000 - i));
        }
        HttpRequest request = server.request("/api/v1/days/20171110", "Accept-Encoding", "gzip")
                .build();

        assertThat(server.send(request).headers().firstValue("content-encoding"))
                .contains("gzip");
    }

    @Test
    void hostileTextsAreSentAsJsonOnly() {
        String hostile = "<img src=x onerror=alert(1)>\"'&</script>\u2028";
        server.store.put(course(SINGLES_DAY.minusDays(1), hostile, 1));
        HttpResponse<String> answer = server.get("/api/v1/days/20171110");

        assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(new JsonObject(answer.body())
                        .getJsonArray("courses")
                        .getJsonObject(0)
                        .getString("course"))
                .isEqualTo(hostile);
    }
}
