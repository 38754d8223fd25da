package io.coursepulse.web;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.web.catalogue.Catalogue;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A day's lists and tables, as responses and as files. */
class DayApiTest {

    private static final LocalDate DAY = SINGLES_DAY.minusDays(1);

    private static WebServer server;

    @BeforeAll
    static void start() {
        server = new WebServer(TestSettings.with(settings -> settings.catalogue(
                        new Catalogue(Map.of("112", "Storm, \"in depth\"", "128", "=cmd|' /C calc'!A0")))))
                .start();
        List.of(
                        Rows.course(DAY, "112", 5),
                        Rows.course(DAY, "128", 7),
                        Rows.search(DAY, "baidu", "112", 2),
                        Rows.search(DAY, "so", "128", 1),
                        Rows.keyword(DAY, "=1+1", "112", 2),
                        Rows.keyword(DAY, "storm, \"in depth\"", "128", 1),
                        Rows.device(DAY, "Phone", "112", 5),
                        Rows.region(DAY, "CN-GD", "112", 4),
                        Rows.region(DAY, "US", "128", 7),
                        Rows.minute(DAY.atTime(9, 5), "112", 5))
                .forEach(server.store::put);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void csvIsSafeFromFormulas() {
        HttpResponse<String> answer = server.get("/api/v1/days/20171110/courses?format=csv");

        assertThat(answer.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"coursepulse-20171110-courses.csv\"");
        assertThat(answer.body())
                .isEqualTo("course,title,clicks\r\n128,'=cmd|' /C calc'!A0,7\r\n112,\"Storm, \"\"in depth\"\"\",5\r\n");
    }

    /** Keywords come from visitors. */
    @Test
    void keywordsAndDevicesAreExported() {
        assertThat(server.get("/api/v1/days/20171110/keywords?format=csv").body())
                .isEqualTo("keyword,clicks\r\n'=1+1,2\r\n\"storm, \"\"in depth\"\"\",1\r\n");
        assertThat(server.get("/api/v1/days/20171110/devices?format=csv").body())
                .isEqualTo("device,clicks\r\nPhone,5\r\n");
        assertThat(server.get("/api/v1/days/20171110/keywords?engine=baidu").body())
                .contains("keywords are not counted by search engine");
    }

    @Test
    void acceptHeaderSelectsFormat() {
        assertThat(server.get("/api/v1/days/20171110/regions", "Accept", "text/csv")
                        .body())
                .isEqualTo("region,clicks\r\nUS,7\r\nCN-GD,4\r\n");
        assertThat(server.get("/api/v1/days/20171110/regions?format=xml").statusCode())
                .isEqualTo(400);
    }

    @Test
    void filtersApplyToListsAndFileNames() {
        HttpResponse<String> courses = server.get("/api/v1/days/20171110/courses?engine=baidu&format=json");
        assertThat(new JsonObject(courses.body()))
                .isEqualTo(new JsonObject("{\"day\":\"20171110\",\"engine\":\"baidu\",\"rows\":"
                        + "[{\"course\":\"112\",\"title\":\"Storm, \\\"in depth\\\"\",\"clicks\":2}]}"));
        HttpResponse<String> minutes = server.get("/api/v1/days/20171110/minutes?course=112&format=csv");
        assertThat(minutes.body()).isEqualTo("minute,clicks\r\n09:05,5\r\n");
        assertThat(minutes.headers().firstValue("content-disposition").orElseThrow())
                .contains("coursepulse-20171110-minutes-112.csv");
        assertThat(server.get("/api/v1/days/20171110/clients?course=%22%3B%0d%0aX:&format=csv")
                        .headers()
                        .firstValue("content-disposition")
                        .orElseThrow())
                .contains("coursepulse-20171110-clients-_____X_.csv".replace("_____", "____"));
    }

    @Test
    void engineFilterIsRefusedForListsThatAreNotCountedByEngine() {
        HttpResponse<String> answer = server.get("/api/v1/days/20171110/regions?engine=baidu");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("regions are not counted by search engine");
    }

    @Test
    void tablesHaveRowsAsStored() {
        assertThat(server.get("/api/v1/days/20171110/tables/course_search_clickcount?format=csv")
                        .body()
                        .lines()
                        .sorted())
                .containsExactly("20171110_baidu_112,2", "20171110_so_128,1", "row,clicks");
        assertThat(server.get("/api/v1/days/20171110/tables/users").statusCode())
                .isEqualTo(404);
    }

    @Test
    void currentCopyIsNotSentAgain() {
        HttpResponse<String> first = server.get("/api/v1/days/20171110");
        String etag = first.headers().firstValue("etag").orElseThrow();

        HttpResponse<String> again = server.get("/api/v1/days/20171110", "If-None-Match", etag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();

        server.source.listener().onMessages(List.of(Rows.region(DAY, "CN-BJ", "112", 1)));
        HttpResponse<String> changed = server.get("/api/v1/days/20171110", "If-None-Match", etag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("CN-BJ");
    }

    @Test
    void invalidParametersAreRefused() {
        assertThat(server.get("/api/v1/days/20171110?course=" + "1".repeat(65)).statusCode())
                .isEqualTo(400);
        assertThat(server.get("/api/v1/days/20171110?engine=").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/rejected?limit=0").statusCode()).isEqualTo(400);
    }
}
