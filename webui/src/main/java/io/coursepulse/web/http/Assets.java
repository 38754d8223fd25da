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
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page's files. They are few and never change while the server runs, so they are read once, compressed once, and
 * answered from memory; there is no path from a request to a file. Browsers ask each time whether their copy is the
 * newest, so a new version shows at once.
 */
final class Assets implements Handler<RoutingContext> {

    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/";

    private final Map<String, Asset> byPath;

    private Assets(Map<String, Asset> byPath) {
        this.byPath = byPath;
    }

    /** Reads them all; a file that is missing fails here, at start-up. */
    static Assets load() {
        Map<String, String> resources = Map.ofEntries(
                Map.entry("/", "/web/index.html"),
                Map.entry("/assets/style.css", "/web/style.css"),
                Map.entry("/assets/icon.svg", "/web/icon.svg"),
                Map.entry("/assets/main.js", "/web/main.js"),
                Map.entry("/assets/live.js", "/web/live.js"),
                Map.entry("/assets/counts.js", "/web/counts.js"),
                Map.entry("/assets/tables.js", "/web/tables.js"),
                Map.entry("/assets/charts.js", "/web/charts.js"),
                Map.entry("/assets/pulse.js", "/web/pulse.js"),
                Map.entry("/assets/dates.js", "/web/dates.js"),
                // Line, bar and pie: half of the whole ECharts.
                Map.entry("/assets/echarts.js", ECHARTS + "echarts.simple.min.js"));
        return new Assets(resources.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> read(entry.getValue()))));
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
        if (asset.etag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
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
            return Asset.of(resource, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
