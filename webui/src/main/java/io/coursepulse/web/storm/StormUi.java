package io.coursepulse.web.storm;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Storm UI's REST interface says of CoursePulse's topologies. Asked when somebody wants to know, at most every two
 * seconds. Used on one event loop only.
 */
public final class StormUi {

    private static final String OURS = "coursepulse-";
    private static final String SUMMARY = "/api/v1/topology/summary";
    private static final String TEN_MINUTES = "600";
    private static final String COORDINATOR = "$mastercoord";
    private static final Duration ASK_EVERY = Duration.ofSeconds(2);
    private static final long ANSWER_WITHIN_MS = 5_000;
    private static final int LONGEST_ERROR = 2_000;

    private final HttpClient http;
    private final URI address;
    private final Clock clock;
    private Future<JsonObject> answer;
    private Instant asked = Instant.MIN;
    private Optional<Instant> silentSince = Optional.empty();

    /** @param address where Storm UI is, {@code http://nimbus:8080} */
    public StormUi(Vertx vertx, Clock clock, URI address) {
        this.clock = clock;
        this.address = address;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) ANSWER_WITHIN_MS)
                .setSsl("https".equals(address.getScheme())));
    }

    /** Our topologies; never fails: that Storm UI does not answer is an answer too. */
    public Future<JsonObject> topologies() {
        boolean fresh = clock.instant().isBefore(asked.plus(ASK_EVERY));
        if (answer == null || (answer.isComplete() && !fresh)) {
            asked = clock.instant();
            answer = ask().onSuccess(any -> silentSince = Optional.empty()).recover(e -> {
                silentSince = silentSince.or(() -> Optional.of(clock.instant()));
                return Future.succeededFuture(new JsonObject()
                        .put("link", address.toString())
                        .put("since", silentSince.get().toString())
                        .put("problem", String.valueOf(e.getMessage())));
            });
        }
        return answer;
    }

    private Future<JsonObject> ask() {
        return get(SUMMARY).compose(summary -> {
            List<Future<JsonObject>> topologies = objects(summary, "topologies")
                    .filter(topology -> topology.getString("name", "").startsWith(OURS))
                    .map(topology -> get("/api/v1/topology/"
                                    + URLEncoder.encode(topology.getString("id"), StandardCharsets.UTF_8)
                                    + "?window=" + TEN_MINUTES + "&sys=1")
                            .map(StormUi::topology))
                    .toList();
            return Future.all(topologies).map(all -> {
                JsonArray known = new JsonArray();
                topologies.forEach(topology -> known.add(topology.result()));
                return new JsonObject().put("link", address.toString()).put("topologies", known);
            });
        });
    }

    private Future<JsonObject> get(String path) {
        String base = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("/+$", "");
        return http.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(address.getHost())
                        .setPort(port())
                        .setURI(base + path)
                        .setTimeout(ANSWER_WITHIN_MS))
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> {
                    if (response.statusCode() != 200) {
                        throw new IllegalStateException("Storm UI answers " + path + " with " + response.statusCode());
                    }
                    return json(body);
                }));
    }

    private int port() {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? 443 : 80;
    }

    private static JsonObject json(Buffer body) {
        return new JsonObject(body);
    }

    private static JsonObject topology(JsonObject page) {
        JsonArray workers = new JsonArray();
        objects(page, "workers")
                .map(worker -> new JsonObject()
                        .put("host", worker.getString("host"))
                        .put("port", worker.getInteger("port"))
                        .put("uptimeSeconds", worker.getLong("uptimeSeconds"))
                        .put("executors", worker.getInteger("executorsTotal")))
                .forEach(workers::add);
        JsonArray errors = new JsonArray();
        Stream.concat(objects(page, "spouts"), objects(page, "bolts"))
                .filter(component -> !component.getString("lastError", "").isEmpty())
                .map(StormUi::error)
                .forEach(errors::add);
        JsonObject topology = new JsonObject()
                .put("id", page.getString("id"))
                .put("name", page.getString("name"))
                .put("status", page.getString("status"))
                .put("uptimeSeconds", page.getLong("uptimeSeconds"))
                .put("executors", page.getInteger("executorsTotal"))
                .put("workers", workers)
                .put("acked", sum(page, "acked"))
                .put("failed", sum(page, "failed"))
                .put("errors", errors);
        batchMs(page).ifPresent(ms -> topology.put("batchMs", ms));
        return topology;
    }

    /** A Trident batch is one tuple of the master coordinator: from its beginning until all has committed. */
    private static Optional<Double> batchMs(JsonObject page) {
        return objects(page, "spouts")
                .filter(spout -> spout.getString("spoutId", "").startsWith(COORDINATOR))
                .map(spout -> String.valueOf(spout.getValue("completeLatency")))
                .filter(latency -> latency.matches("\\d+(\\.\\d+)?"))
                .map(Double::valueOf)
                .filter(latency -> latency > 0)
                .findFirst();
    }

    private static long sum(JsonObject page, String number) {
        return objects(page, "spouts")
                .mapToLong(spout -> spout.getValue(number) instanceof Number n ? n.longValue() : 0)
                .sum();
    }

    private static JsonObject error(JsonObject component) {
        String error = component.getString("lastError");
        JsonObject json = new JsonObject()
                .put("component", component.getString("spoutId", component.getString("boltId", "")))
                .put("error", error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error);
        if (component.getValue("errorTime") instanceof Number seconds) {
            json.put("at", Instant.ofEpochSecond(seconds.longValue()).toString());
        }
        return json;
    }

    private static Stream<JsonObject> objects(JsonObject json, String name) {
        return json.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
    }
}
