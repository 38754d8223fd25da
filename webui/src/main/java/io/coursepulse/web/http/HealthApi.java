package io.coursepulse.web.http;

import io.coursepulse.counter.CounterRow;
import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.Following;
import io.coursepulse.web.day.StoreReads;
import io.coursepulse.web.live.LiveClients;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/**
 * {@code GET /healthz}: this process is alive and serves. It says what it knows of store and Kafka, but stays 200 when
 * they are down: restarting this process would not bring them back.
 */
final class HealthApi implements Handler<RoutingContext> {

    static final String PATH = "/healthz";

    private final Days days;
    private final StoreReads store;
    private final LiveClients clients;

    HealthApi(Days days, StoreReads store, LiveClients clients) {
        this.days = days;
        this.store = store;
        this.clients = clients;
    }

    @Override
    public void handle(RoutingContext context) {
        StoreReads.StoreHealth health = store.health();
        Following following = days.following();
        JsonObject json = new JsonObject()
                .put("status", "UP")
                .put("day", CounterRow.formatDay(days.today()))
                .put("store", state(health.answers(), health.since(), health.problem()))
                .put("kafka", state(following.now(), following.since(), following.reason()))
                .put("browsers", clients.size())
                .put("daysInMemory", days.size());
        Json.send(context, 200, json.encode());
    }

    private static JsonObject state(boolean answers, Instant since, String problem) {
        JsonObject json = new JsonObject().put("answers", answers).put("since", since.toString());
        return problem.isEmpty() ? json : json.put("problem", problem);
    }
}
