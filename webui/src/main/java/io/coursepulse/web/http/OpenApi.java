package io.coursepulse.web.http;

import io.coursepulse.dimension.Dimension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code GET /api/v1/openapi.json}: what the API answers, in OpenAPI's words. The lists of dimensions are filled into a
 * template: into its path {@code .../{list}} and into the schema of a day. Where the template describes a list of its own,
 * as courses have titles and minutes go by the hour, only the summary is filled in.
 */
final class OpenApi {

    static final String PATH = "/api/v1/openapi.json";

    private static final String LIST_PATH = "/api/v1/days/{day}/";
    private static final String ANY_LIST_PATH = LIST_PATH + "{list}";

    private final String document;

    private OpenApi(String document) {
        this.document = document;
    }

    static OpenApi load() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/web/openapi-template.json")) {
            return new OpenApi(document(new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)))
                    .encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject document(JsonObject template) {
        JsonObject paths = template.getJsonObject("paths");
        JsonObject allPaths = new JsonObject();
        for (String path : paths.fieldNames()) {
            if (path.equals(ANY_LIST_PATH)) {
                for (Dimension dimension : Dimension.values()) {
                    allPaths.put(LIST_PATH + dimension.list(), listPath(dimension, paths));
                }
            } else if (!allPaths.containsKey(path)) {
                allPaths.put(path, paths.getValue(path));
            }
        }
        JsonObject day = paths.getJsonObject("/api/v1/days/{day}").getJsonObject("get");
        day.put("summary", day.getString("summary").replace("{lists}", lists()));
        JsonObject properties = template.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Day")
                .getJsonObject("properties");
        for (Dimension dimension : Dimension.values()) {
            Object list =
                    Optional.ofNullable(properties.remove(dimension.list())).orElseGet(() -> rows(dimension));
            properties.put(dimension.list(), list);
        }
        return template.put("paths", allPaths);
    }

    /** {@code courses, engines, ... and minutes}. */
    private static String lists() {
        List<String> lists =
                Arrays.stream(Dimension.values()).map(Dimension::list).toList();
        int last = lists.size() - 1;
        return String.join(", ", lists.subList(0, last)) + " and " + lists.get(last);
    }

    private static JsonObject listPath(Dimension dimension, JsonObject paths) {
        JsonObject described = paths.getJsonObject(LIST_PATH + dimension.list());
        JsonObject path = described == null ? anyListPath(dimension, paths) : described;
        path.getJsonObject("get").put("summary", dimension.summary());
        return path;
    }

    private static JsonObject anyListPath(Dimension dimension, JsonObject paths) {
        JsonObject path = paths.getJsonObject(ANY_LIST_PATH).copy();
        JsonObject operation = path.getJsonObject("get");
        if (!dimension.byEngine()) {
            operation.put("parameters", withoutEngine(operation.getJsonArray("parameters")));
        }
        operation
                .getJsonObject("responses")
                .getJsonObject("200")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema")
                .getJsonObject("properties")
                .put("rows", rows(dimension, Optional.empty()));
        return path;
    }

    private static JsonArray withoutEngine(JsonArray parameters) {
        return new JsonArray(parameters.stream()
                .filter(parameter -> !((JsonObject) parameter).getString("name").equals("engine"))
                .collect(Collectors.toList()));
    }

    private static JsonObject rows(Dimension dimension) {
        return rows(dimension, dimension.limit().map(Dimension.Limit::note));
    }

    private static JsonObject rows(Dimension dimension, Optional<String> description) {
        JsonObject rows = new JsonObject().put("type", "array");
        description.ifPresent(text -> rows.put("description", text));
        return rows.put(
                "items",
                new JsonObject()
                        .put("type", "object")
                        .put("required", new JsonArray().add(dimension.key()).add("clicks"))
                        .put("additionalProperties", false)
                        .put(
                                "properties",
                                new JsonObject()
                                        .put(dimension.key(), new JsonObject().put("type", "string"))
                                        .put("clicks", new JsonObject().put("type", "integer"))));
    }

    void handle(RoutingContext context) {
        Responses.json(context, 200, document);
    }
}
