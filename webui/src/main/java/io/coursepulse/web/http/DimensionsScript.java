package io.coursepulse.web.http;

import io.coursepulse.dimension.Dimension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * {@code GET /dimensions.js}: the dimensions as an ECMAScript module, from which the page builds its panels:
 *
 * <pre>
 * export const dimensions = [
 *   {"name":"region","list":"regions","key":"region","table":"course_region_clickcount","panel":"MAP",
 *    "everyVisit":true,"byEngine":false,
 *    "labels":{"en":{"title":"Regions","column":"Region"},"zh":{"title":"...","column":"..."}}}, ...
 * ];
 * </pre>
 */
final class DimensionsScript {

    static final String PATH = "/dimensions.js";

    private DimensionsScript() {}

    /** The module in UTF-8. */
    static byte[] content() {
        JsonArray dimensions = new JsonArray();
        for (Dimension dimension : Dimension.values()) {
            dimensions.add(describe(dimension));
        }
        return ("export const dimensions = " + dimensions.encodePrettily() + ";\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject describe(Dimension dimension) {
        return new JsonObject()
                .put("name", dimension.name().toLowerCase(Locale.ROOT))
                .put("list", dimension.list())
                .put("key", dimension.key())
                .put("table", dimension.table())
                .put("panel", dimension.panel().name())
                .put("everyVisit", dimension.countsEveryVisit())
                .put("byEngine", dimension.byEngine())
                .put(
                        "labels",
                        new JsonObject().put("en", labels(dimension.english())).put("zh", labels(dimension.chinese())));
    }

    private static JsonObject labels(Dimension.Labels labels) {
        return new JsonObject().put("title", labels.title()).put("column", labels.column());
    }
}
