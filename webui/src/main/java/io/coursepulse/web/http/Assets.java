package io.coursepulse.web.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.ParsedHeaderValue;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The page's files. They are few and do not change while the server runs, so they are read and compressed once and served
 * from memory; no request reaches the file system. Browsers revalidate their copy each time, so a new version shows at
 * once.
 */
final class Assets {

    private static final Map<String, String> PAGES = Map.of(
            "/", "index.html", "/pipeline", "pipeline.html", "/blacklist", "blacklist.html", "/login", "login.html");

    private static final List<String> FILES = List.of(
            "style.css",
            "icon.svg",
            "main.js",
            "address.js",
            "api.js",
            "blacklist.js",
            "charts.js",
            "clock.js",
            "comparison.js",
            "connection.js",
            "controls.js",
            "counts.js",
            "course-panel.js",
            "dates.js",
            "dom.js",
            "exports.js",
            "hero.js",
            "login.js",
            "map-panel.js",
            "numbers.js",
            "panel-model.js",
            "panel.js",
            "pipeline.js",
            "pulse.js",
            "recent.js",
            "regions.js",
            "rejected-lines.js",
            "spark.js",
            "state.js",
            "status.js",
            "tables.js",
            "trust.js",
            "values.js",
            "words.js");

    private static final String METRICS_NAME = "assets";

    /** The complete build: the smaller ones cannot draw maps. */
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    private final Map<String, Asset> byPath;

    private Assets(Map<String, Asset> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    /**
     * All files.
     *
     * @throws IllegalStateException if one is missing from the class path
     */
    static Assets all() {
        return Holder.ASSETS;
    }

    /** Loading takes a second, and the files are the same for every server in the process. */
    private static final class Holder {
        private static final Assets ASSETS = load();
    }

    private static Assets load() {
        Map<String, Asset> assets = new HashMap<>();
        PAGES.forEach((path, file) -> assets.put(path, read("/web/" + file)));
        FILES.forEach(file -> assets.put("/assets/" + file, read("/web/" + file)));
        assets.put("/assets/echarts.js", read(ECHARTS));
        assets.put(DimensionsScript.PATH, asset("dimensions.js", DimensionsScript.content()));
        EChartsMaps maps = new EChartsMaps();
        assets.put("/assets/china.json", asset("china.json", maps.china()));
        assets.put("/assets/world.json", asset("world.json", maps.world()));
        return new Assets(assets);
    }

    /**
     * Adds a route for each file. What the login page needs is open, and so is all that it shares a folder with; the pages
     * that show something are not.
     */
    void routes(Function<String, Route> open, Function<String, Route> readers) {
        byPath.forEach((path, asset) -> {
            boolean closed = PAGES.containsKey(path) && !path.equals(AccessControl.LOGIN_PAGE);
            // One name in the metrics: there are too many files for a time series each.
            (closed ? readers : open).apply(path).setName(METRICS_NAME).handler(context -> send(context, asset));
        });
    }

    private static void send(RoutingContext context, Asset asset) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (Responses.endIfFresh(context, asset.etag())) {
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, asset.type());
        if (acceptsGzip(context)) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            Responses.end(context, asset.gzipped());
        } else {
            // A response that names its encoding is not compressed by Vert.x.
            response.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
            Responses.end(context, asset.plain());
        }
    }

    /** Vert.x parses the header but chooses only for what it compresses itself, which would be each file at each request. */
    private static boolean acceptsGzip(RoutingContext context) {
        List<ParsedHeaderValue> accepted = context.parsedHeaders().acceptEncoding();
        return Stream.of("gzip", "*")
                .flatMap(name -> accepted.stream().filter(value -> name.equalsIgnoreCase(value.value())))
                .findFirst()
                .map(value -> value.weight() > 0)
                .orElse(false);
    }

    private static Asset read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource: " + resource);
            }
            return asset(resource, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Asset asset(String name, byte[] content) {
        try {
            return Asset.of(name, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
