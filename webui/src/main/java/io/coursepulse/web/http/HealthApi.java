package io.coursepulse.web.http;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.web.day.StoreReads;
import io.coursepulse.web.day.SubscriptionStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/**
 * {@code GET /healthz}: 200 while this process runs. It shows the state of store and Kafka, but stays 200 when they are
 * down, because restarting this process would not bring them back. {@code GET /readyz}: 200 only while the store answers
 * and the counts are followed, so that today's counts are shown and move.
 */
final class HealthApi {

    static final String ALIVE = "/healthz";
    static final String READY = "/readyz";

    private final ServerContext server;

    HealthApi(ServerContext server) {
        this.server = server;
    }

    void alive(RoutingContext context) {
        StoreReads.StoreHealth health = server.store().health();
        SubscriptionStatus subscription = server.days().subscription();
        Responses.json(
                context,
                new JsonObject()
                        .put("status", "UP")
                        .put("day", CounterRow.formatDay(server.days().today()))
                        .put("store", state(health.answers(), health.since(), health.problem()))
                        .put("kafka", state(subscription.now(), subscription.since(), subscription.reason()))
                        .put("browsers", server.clients().size())
                        .put("daysInMemory", server.days().size()));
    }

    void ready(RoutingContext context) {
        JsonArray reasons = new JsonArray();
        StoreReads.StoreHealth health = server.store().health();
        SubscriptionStatus subscription = server.days().subscription();
        if (server.clients().closing()) {
            reasons.add("the server is shutting down");
        }
        if (!health.answers()) {
            reasons.add(health.problem().isEmpty() ? "the store has not answered yet" : health.problem());
        }
        if (!subscription.now()) {
            reasons.add(subscription.reason());
        }
        Responses.json(
                context,
                reasons.isEmpty() ? 200 : 503,
                new JsonObject()
                        .put("ready", reasons.isEmpty())
                        .put("reasons", reasons)
                        .encode());
    }

    private static JsonObject state(boolean answers, Instant since, String problem) {
        JsonObject json = new JsonObject().put("answers", answers).put("since", since.toString());
        return problem.isEmpty() ? json : json.put("problem", problem);
    }
}
