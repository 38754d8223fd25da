package io.coursepulse.web.http;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.web.day.StoreReads;
import io.coursepulse.web.day.SubscriptionStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/**
 * {@code GET /healthz}: this process is alive and serves. It says what it knows of store and Kafka, but stays 200 when
 * they are down: restarting this process would not bring them back. {@code GET /readyz}: 200 only while today's counts are
 * shown and move.
 */
final class HealthApi {

    static final String ALIVE = "/healthz";
    static final String READY = "/readyz";

    private final ServerContext served;

    HealthApi(ServerContext served) {
        this.served = served;
    }

    void alive(RoutingContext context) {
        StoreReads.StoreHealth health = served.store().health();
        SubscriptionStatus following = served.days().following();
        Responses.json(
                context,
                new JsonObject()
                        .put("status", "UP")
                        .put("day", CounterRow.formatDay(served.days().today()))
                        .put("store", state(health.answers(), health.since(), health.problem()))
                        .put("kafka", state(following.now(), following.since(), following.reason()))
                        .put("browsers", served.clients().size())
                        .put("daysInMemory", served.days().size()));
    }

    void ready(RoutingContext context) {
        JsonArray reasons = new JsonArray();
        StoreReads.StoreHealth health = served.store().health();
        SubscriptionStatus following = served.days().following();
        if (served.clients().closing()) {
            reasons.add("the server stops");
        }
        if (!health.answers()) {
            reasons.add(health.problem().isEmpty() ? "the store has not answered yet" : health.problem());
        }
        if (!following.now()) {
            reasons.add(following.reason());
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
