package io.coursepulse.web.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The page's files. They are few and never change while the server runs, so they are read once, compressed once, and
 * answered from memory; there is no path from a request to a file. Browsers ask each time whether their copy is the
 * newest, so a new version shows at once.
 */
final class Assets implements Handler<RoutingContext> {

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

    /** The whole of it: the parts that come ready-made have no maps. */
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    private final Map<String, Asset> byPath;

    private Assets(Map<String, Asset> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    /** All of them; a file that is missing fails here, at start-up. */
    static Assets all() {
        return Once.ASSETS;
    }

    /** They take a second to be made, and are the same for every server of the process. */
    private static final class Once {
        private static final Assets ASSETS = load();
    }

    private static Assets load() {
        Map<String, Asset> assets = new HashMap<>();
        PAGES.forEach((path, file) -> assets.put(path, read("/web/" + file)));
        FILES.forEach(file -> assets.put("/assets/" + file, read("/web/" + file)));
        assets.put("/dimensions.js", read("/web/dimensions.js"));
        assets.put("/assets/echarts.js", read(ECHARTS));
        Maps maps = new Maps();
        assets.put("/assets/china.json", asset("china.json", maps.china()));
        assets.put("/assets/world.json", asset("world.json", maps.world()));
        return new Assets(assets);
    }

    @Override
    public void handle(RoutingContext context) {
        Asset asset = byPath.get(context.request().path());
        if (asset == null) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.VARY, "Accept-Encoding")
                .putHeader(HttpHeaders.ETAG, asset.etag());
        if (Etag.matches(context.request(), asset.etag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, asset.type());
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (accepted != null && accepted.contains("gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            end(context, asset.gzipped());
        } else {
            // Says that it is encoded as it is; otherwise the server would look for an encoding.
            response.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
            end(context, asset.plain());
        }
    }

    private static void end(RoutingContext context, Buffer body) {
        if (context.request().method() == HttpMethod.HEAD) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()))
                    .end();
        } else {
            context.response().end(body);
        }
    }

    private static Asset read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + resource);
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
