package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files, as a browser would fetch them. */
class PageTest {

    private static final Pattern FILE =
            Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"|from '\\./([^']+)'|'(/assets/[^']+|/dimensions\\.js)'");
    private static final int ECHARTS_BYTES = 100_000;

    private static WebServer server;

    @BeforeAll
    static void start() {
        server = new WebServer().start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyReferencedFileExists() {
        assertThat(files())
                .containsKeys(
                        "/",
                        "/assets/style.css",
                        "/assets/icon.svg",
                        "/assets/main.js",
                        "/dimensions.js",
                        "/assets/echarts.js")
                .hasSizeGreaterThan(8);
    }

    @Test
    void hasNoInlineScriptAndNoExternalResource() {
        String page = server.get("/").body();

        assertThat(page)
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\sstyle=|<style|\\son\\w+=");
        assertThat(page).doesNotContainPattern("(href|src)=\"(https?:)?//");
        assertThat(server.get("/")
                        .headers()
                        .firstValue("content-security-policy")
                        .orElseThrow())
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
    }

    /** Data is inserted as text: no script makes elements from strings. */
    @Test
    void insertsDataAsTextOnly() {
        files().forEach((path, text) -> {
            if (path.endsWith(".js") && text.length() < ECHARTS_BYTES) {
                assertThat(text)
                        .as(path)
                        .doesNotContainPattern(
                                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|Function\\(|DOMParser");
            }
        });
    }

    @Test
    void hasTheElementIdsThatTestsRelyOn() {
        assertThat(server.get("/").body())
                .contains("id=\"total\"", "id=\"panel-template\"", "id=\"beside\"", "id=\"day\"", "id=\"status\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/main.js", "/dimensions.js"})
    void isRefetchedOnlyWhenChanged(String path) {
        HttpResponse<String> first = server.get(path);
        String etag = first.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> second = server.get(path, "If-None-Match", etag);

        assertThat(first.headers().firstValue("content-type")).contains("text/javascript; charset=utf-8");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(server.get(path, "If-None-Match", "\"older\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"older\", %s", "%s,\"older\"", "W/\"older\" , %s , \"other\"", "*"})
    void cachedCopyIsNotSentAgain(String ifNoneMatch) {
        for (String path : List.of("/assets/main.js", "/api/v1/catalogue")) {
            String weak = server.get(path).headers().firstValue("etag").orElseThrow();
            for (String etag : List.of(weak, weak.substring("W/".length()))) {
                HttpResponse<String> answer = server.get(path, "If-None-Match", ifNoneMatch.replace("%s", etag));

                assertThat(answer.statusCode()).as(path + " " + etag).isEqualTo(304);
                assertThat(answer.body()).isEmpty();
                assertThat(answer.headers().firstValue("etag")).contains(weak);
            }
        }
    }

    @Test
    void ifModifiedSinceIsIgnoredBesideIfNoneMatch() {
        String etag = server.get("/assets/main.js").headers().firstValue("etag").orElseThrow();

        assertThat(server.get(
                                "/assets/main.js",
                                "If-None-Match",
                                etag,
                                "If-Modified-Since",
                                "Sat, 01 Jan 2022 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"older\"", "W/\"older\"", "\"older\", \"other\"", ""})
    void otherCopyIsSentAgain(String ifNoneMatch) {
        for (String path : List.of("/assets/main.js", "/api/v1/catalogue")) {
            assertThat(server.get(path, "If-None-Match", ifNoneMatch).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | gzip",
                "br, gzip;q=0.5 | gzip",
                "* | gzip",
                "identity;q=0, * | gzip",
                "identity;q=0, gzip | gzip",
                "gzip;q=0.1 | gzip",
                "gzip;q=0 | identity",
                "gzip; q=0.0 | identity",
                "gzip;q=0, deflate;q=0, * | identity",
                "*;q=0 | identity",
                "br | identity"
            })
    void encodingIsTheOneThatTheClientAccepts(String accepted, String encoding) throws Exception {
        for (String path : List.of("/assets/style.css", "/api/v1/openapi.json")) {
            HttpResponse<byte[]> answer = server.http.send(
                    server.request(path, "Accept-Encoding", accepted).build(), HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("content-encoding").orElse("identity"))
                    .as(path)
                    .isEqualTo(encoding);
            assertThat(answer.body()[0] == 0x1f).as("gzip's magic number").isEqualTo(encoding.equals("gzip"));
            assertThat(answer.headers().firstValue("vary").orElse("")).containsIgnoringCase("accept-encoding");
        }
    }

    @Test
    void isSentCompressed() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = server.http.send(
                server.request("/assets/style.css", "Accept-Encoding", "gzip, br")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(server.get("/assets/style.css").body());
        }
    }

    @Test
    void answersHead() {
        HttpResponse<String> answer = server.send(server.request("/")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    /** The page and all files that it refers to, by path. */
    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        Deque<String> wanted = new ArrayDeque<>();
        wanted.add("/");
        while (!wanted.isEmpty()) {
            String path = wanted.remove();
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            files.put(path, answer.body());
            if (answer.body().length() < ECHARTS_BYTES) {
                Matcher file = FILE.matcher(answer.body());
                while (file.find()) {
                    String next = file.group(2) != null
                            ? "/assets/" + file.group(2)
                            : file.group(1) != null ? file.group(1) : file.group(3);
                    if (!files.containsKey(next) && !wanted.contains(next)) {
                        wanted.add(next);
                    }
                }
            }
        }
        return files;
    }
}
