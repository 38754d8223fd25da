package io.coursepulse.web;

import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.web.http.Metrics;
import io.coursepulse.web.live.LiveIntervals;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The server on a free port, with a backend that a test controls. */
final class WebServer implements AutoCloseable {

    final FakeBackend backend = new FakeBackend();
    final FakeStore store = backend.store;
    final FakeSource<CounterValue> source = backend.counts;
    final MovableClock clock = MovableClock.onSinglesDay();
    final HttpClient http = HttpClient.newHttpClient();

    private final Metrics metrics = new Metrics();
    private final Vertx vertx = metrics.vertx(new VertxOptions());
    private final WebVerticle verticle;
    private String id;

    WebServer() {
        this(WebSettings.defaultsOnPort(0));
    }

    WebServer(WebSettings settings) {
        this(settings, Optional.empty());
    }

    WebServer(WebSettings settings, Optional<BlacklistStore> blacklist) {
        verticle = new WebVerticle(
                settings, clock, clock.ticker(), backend.toBackend(blacklist), LiveIntervals.DEFAULT, metrics);
    }

    WebServer start() {
        try {
            id = vertx.deployVerticle(verticle).await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    int port() {
        return verticle.port();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).build());
    }

    /** Repeats the request until the response matches. */
    JsonObject awaitJson(String path, Predicate<JsonObject> wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            JsonObject answer = new JsonObject(get(path).body());
            if (wanted.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Timed out waiting for " + path + "; the last response was " + answer);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** The paths of all routes. */
    List<String> paths() {
        return verticle.routes().getRoutes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** The methods and paths of the routes that start with {@code prefix}; HEAD, which goes with every GET, is left out. */
    List<String> routes(String prefix) {
        return verticle.routes().getRoutes().stream()
                .filter(route ->
                        route.getPath() != null && route.getPath().startsWith(prefix) && route.methods() != null)
                .flatMap(route -> route.methods().stream()
                        .filter(method -> method != HttpMethod.HEAD)
                        .map(method -> method + " " + route.getPath()))
                .distinct()
                .toList();
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    Browser browse(String path, String... headers) {
        return Browser.open(http, URI.create("ws://127.0.0.1:" + port() + path), headers);
    }

    /** Stops the server, and not Vert.x. */
    void stop() {
        try {
            vertx.undeploy(id).await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            vertx.close().await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
