package io.coursepulse.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The maps of ECharts 4, prepared for the page: their features are named by region codes, and the world's coordinates are
 * rounded to what a screen can show, which makes the file six times smaller.
 */
final class EChartsMaps {

    private static final String FOLDER = "/META-INF/resources/webjars/echarts/4.1.0/map/json/";

    /** A tenth of a degree is a fifth of a pixel on a map of the world that is 700 pixels wide. */
    private static final double STEPS_PER_DEGREE = 10;

    /** Islands need a hundredth; with a tenth they would have no area. */
    private static final double FINE_STEPS_PER_DEGREE = 100;

    private static final int MAX_ISLAND_POINTS = 40;

    private final Map<String, String> codes = new HashMap<>();

    EChartsMaps() {
        for (String line : new String(resource("/web/map-names.tsv"), StandardCharsets.UTF_8).split("\n")) {
            if (!line.startsWith("#")) {
                String[] fields = line.split("\t");
                codes.put(fields[1], fields[0]);
            }
        }
    }

    byte[] china() {
        return withRegionCodes(read("china.json")).encode().getBytes(StandardCharsets.UTF_8);
    }

    byte[] world() {
        JsonObject world = withRegionCodes(read("world.json"));
        features(world).forEach(feature -> {
            JsonObject shape = feature.getJsonObject("geometry");
            shape.put("coordinates", simplified(shape.getJsonArray("coordinates")));
        });
        return world.encode().getBytes(StandardCharsets.UTF_8);
    }

    private JsonObject withRegionCodes(JsonObject map) {
        features(map).forEach(feature -> {
            JsonObject properties = feature.getJsonObject("properties");
            String name = properties.getString("name");
            properties.put("name", codes.getOrDefault(name, name));
        });
        return map;
    }

    private static List<JsonObject> features(JsonObject map) {
        return map.getJsonArray("features").stream().map(JsonObject.class::cast).toList();
    }

    /** A ring of points, or rings, or polygons of rings. */
    private static JsonArray simplified(JsonArray shapes) {
        boolean ring = !shapes.isEmpty() && shapes.getJsonArray(0).getValue(0) instanceof Number;
        if (ring) {
            return ring(shapes, shapes.size() > MAX_ISLAND_POINTS ? STEPS_PER_DEGREE : FINE_STEPS_PER_DEGREE);
        }
        JsonArray all = new JsonArray();
        for (int i = 0; i < shapes.size(); i++) {
            // Some of the map's polygons are empty.
            if (!shapes.getJsonArray(i).isEmpty()) {
                all.add(simplified(shapes.getJsonArray(i)));
            }
        }
        return all;
    }

    private static JsonArray ring(JsonArray points, double steps) {
        List<JsonArray> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            JsonArray point = points.getJsonArray(i);
            JsonArray rounded = new JsonArray()
                    .add(Math.round(point.getDouble(0) * steps) / steps)
                    .add(Math.round(point.getDouble(1) * steps) / steps);
            if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(rounded)) {
                kept.add(rounded);
            }
        }
        return new JsonArray(kept);
    }

    private static JsonObject read(String name) {
        return new JsonObject(Buffer.buffer(resource(FOLDER + name)));
    }

    private static byte[] resource(String name) {
        try (InputStream in = EChartsMaps.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
