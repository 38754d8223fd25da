package io.coursepulse.web;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.web.trust.EndOffsetReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the document that describes the API against the server that answers it. */
class OpenApiTest {

    private static final String TOKEN = "the token for changes";

    /** What Vert.x writes as {@code :day}, OpenAPI writes as {@code {day}}. */
    private static final String ROUTE_PARAMETER = ":(\\w+)";

    @TempDir
    private static Path folder;

    private static EmbeddedZooKeeper zooKeeper;
    private static WebServer server;
    private static JsonObject document;

    /** One operation of the document. */
    record Operation(String method, String path, JsonObject described) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        zooKeeper = new EmbeddedZooKeeper(folder);
        server = new WebServer(
                        TestSettings.with(settings -> settings.adminToken(TOKEN)),
                        Optional.of(new BlacklistStore(zooKeeper.blacklist())))
                .start();
        for (CounterValue count : List.of(
                Rows.course(SINGLES_DAY.minusDays(1), "112", 5),
                Rows.search(SINGLES_DAY.minusDays(1), "baidu", "112", 2),
                Rows.region(SINGLES_DAY.minusDays(1), "CN-GD", "112", 5),
                Rows.client(SINGLES_DAY.minusDays(1), "Chrome", "112", 5),
                Rows.device(SINGLES_DAY.minusDays(1), "Phone", "112", 5),
                Rows.keyword(SINGLES_DAY.minusDays(1), "storm 入门", "112", 1),
                Rows.minute(SINGLES_DAY.minusDays(1).atTime(12, 34), "112", 5))) {
            server.store.put(count);
        }
        server.store.ledger("access-log-0", 10, 7, "counted", 5, "rejected_bad_time", 2);
        server.backend.log.setEndOffsets(
                new EndOffsetReader.EndOffsets(Map.of("access-log-0", 20L), Optional.of(Instant.now())));
        server.backend.activity.listener().onMessages(List.of(Rows.window("1m", 40)));
        server.backend
                .rejected
                .listener()
                .onMessages(List.of(Rows.rejected("bad_time", "access-log", 0, 3, Instant.EPOCH, "what?")));
        server.awaitJson("/api/v1/ledger", ledger -> ledger.getLong("waiting", 0L) == 3);
        document = new JsonObject(server.get("/api/v1/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        server.close();
        zooKeeper.close();
    }

    static Stream<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue())
                .forEach(method -> operations.add(new Operation(
                        method.getKey().toUpperCase(Locale.ROOT), path.getKey(), (JsonObject) method.getValue()))));
        return operations.stream();
    }

    @Test
    void documentsExactlyTheRoutesServed() {
        Set<String> described = new TreeSet<>();
        operations().map(Operation::toString).forEach(described::add);

        assertThat(server.routes("/api/").stream()
                        .map(route -> route.replaceAll(ROUTE_PARAMETER, "{$1}"))
                        .toList())
                .hasSizeGreaterThan(15)
                .containsExactlyInAnyOrderElementsOf(described);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void responseMatchesTheDocument(Operation operation) {
        HttpResponse<String> answer = ask(operation, false, TOKEN);

        assertThat(described(operation)).containsKey(String.valueOf(answer.statusCode()));
        assertThat(answer.statusCode() / 100).as(answer.body()).isEqualTo(2);
        check(operation, answer);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void responseWithAllParametersMatchesTheDocument(Operation operation) {
        HttpResponse<String> answer = ask(operation, true, TOKEN);

        assertThat(answer.statusCode() / 100).as(answer.body()).isEqualTo(2);
        check(operation, answer);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void unauthorizedResponseMatchesTheDocument(Operation operation) {
        if (operation.described().containsKey("security") && operation.path().startsWith("/api/v1/blacklist")) {
            HttpResponse<String> answer = ask(operation, false, "another token, which is wrong");
            assertThat(answer.statusCode()).isEqualTo(401);
            check(operation, answer);
        }
    }

    private static Map<String, Object> described(Operation operation) {
        return operation.described().getJsonObject("responses").getMap();
    }

    private static HttpResponse<String> ask(Operation operation, boolean everyParameter, String token) {
        StringBuilder query = new StringBuilder();
        String path = operation.path();
        for (Object each : operation.described().getJsonArray("parameters")) {
            JsonObject parameter = (JsonObject) each;
            String value = URLEncoder.encode(parameter.getString("example"), StandardCharsets.UTF_8);
            if (parameter.getString("in").equals("path")) {
                path = path.replace("{" + parameter.getString("name") + "}", value);
            } else if (everyParameter || parameter.getBoolean("required")) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(parameter.getString("name"))
                        .append('=')
                        .append(value);
            }
        }
        JsonObject body = operation.described().getJsonObject("requestBody");
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.getJsonObject("content")
                        .getJsonObject("application/json")
                        .getJsonObject("example")
                        .encode());
        return server.send(
                server.request(path + query, "Authorization", "Bearer " + token, "Content-Type", "application/json")
                        .method(operation.method(), publisher)
                        .build());
    }

    private static void check(Operation operation, HttpResponse<String> answer) {
        JsonObject response =
                operation.described().getJsonObject("responses").getJsonObject(String.valueOf(answer.statusCode()));
        assertThat(response)
                .as("the status %s is described", answer.statusCode())
                .isNotNull();
        JsonObject content = response.getJsonObject("content");
        if (content == null) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("content-type").orElseThrow();
        JsonObject described = content.getJsonObject(type.substring(0, type.indexOf(';')));
        assertThat(described).as("the type %s is described", type).isNotNull();
        if (type.startsWith("application/json")) {
            new Schema(document).check("answer", described.getJsonObject("schema"), new JsonObject(answer.body()));
        } else {
            assertThat(answer.body()).contains(",");
        }
    }

    /** As much of JSON Schema as the document uses; another keyword fails. */
    private record Schema(JsonObject document) {

        private static final Set<String> KEYWORDS = Set.of(
                "type",
                "required",
                "properties",
                "additionalProperties",
                "items",
                "description",
                "format",
                "$ref",
                "pattern",
                "enum",
                "maxLength",
                "minimum",
                "maximum");

        void check(String where, JsonObject schema, Object value) {
            assertThat(KEYWORDS).containsAll(schema.fieldNames());
            if (schema.containsKey("$ref")) {
                String name = schema.getString("$ref").replace("#/components/schemas/", "");
                check(
                        where,
                        document.getJsonObject("components")
                                .getJsonObject("schemas")
                                .getJsonObject(name),
                        value);
                return;
            }
            switch (schema.getString("type")) {
                case "object" -> object(where, schema, (JsonObject) value);
                case "array" -> {
                    JsonArray array = (JsonArray) value;
                    for (int i = 0; i < array.size(); i++) {
                        check(where + "[" + i + "]", schema.getJsonObject("items"), array.getValue(i));
                    }
                }
                case "integer" -> assertThat(value).as(where).isInstanceOfAny(Integer.class, Long.class);
                case "number" -> assertThat(value).as(where).isInstanceOf(Number.class);
                case "boolean" -> assertThat(value).as(where).isInstanceOf(Boolean.class);
                case "string" -> {
                    assertThat(value).as(where).isInstanceOf(String.class);
                    if ("date-time".equals(schema.getString("format"))) {
                        Instant.parse((String) value);
                    }
                }
                default -> throw new AssertionError("No such type: " + schema);
            }
        }

        private void object(String where, JsonObject schema, JsonObject value) {
            JsonObject properties = schema.getJsonObject("properties", new JsonObject());
            assertThat(value.fieldNames())
                    .as(where)
                    .containsAll(schema.getJsonArray("required", new JsonArray()).stream()
                            .map(String::valueOf)
                            .toList());
            value.forEach(member -> {
                String inside = where + "." + member.getKey();
                if (properties.containsKey(member.getKey())) {
                    check(inside, properties.getJsonObject(member.getKey()), member.getValue());
                } else if (schema.getValue("additionalProperties") instanceof JsonObject others) {
                    check(inside, others, member.getValue());
                } else {
                    assertThat(schema.getValue("additionalProperties"))
                            .as(inside + " is described")
                            .isNotEqualTo(false);
                }
            });
        }
    }
}
