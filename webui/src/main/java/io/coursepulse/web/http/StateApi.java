package io.coursepulse.web.http;

import io.coursepulse.web.day.Table;
import io.coursepulse.web.rejected.RejectedSamples;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Everything that does not belong to one day: the ledger, recent activity, rejected lines, the courses' titles. */
final class StateApi {

    static final String LEDGER = "/api/v1/ledger";
    static final String ACTIVITY = "/api/v1/activity";
    static final String REJECTED = "/api/v1/rejected";
    static final String CATALOGUE = "/api/v1/catalogue";

    private static final int SAMPLES = 20;

    private final ServerContext server;

    StateApi(ServerContext server) {
        this.server = server;
    }

    void ledger(RoutingContext context) {
        JsonObject ledger = server.ledger().toJson();
        if ("csv".equals(context.request().getParam("format"))) {
            List<List<Object>> rows = new ArrayList<>();
            ledger.getJsonArray("partitions").stream()
                    .map(JsonObject.class::cast)
                    .forEach(partition -> partition
                            .getJsonObject("outcomes", new JsonObject())
                            .forEach(outcome -> rows.add(
                                    List.of(partition.getString("partition"), outcome.getKey(), outcome.getValue()))));
            Responses.table(context, ledger, "line_ledger", new Table(List.of("partition", "outcome", "lines"), rows));
        } else {
            Responses.json(context, ledger);
        }
    }

    void activity(RoutingContext context) {
        Responses.json(context, server.activity().toJson());
    }

    void rejected(RoutingContext context) {
        int limit = DayRequest.number(context, "limit", SAMPLES, 10 * RejectedSamples.KEPT);
        Responses.json(context, server.rejected().toJson(DayRequest.text(context, "reason"), limit));
    }

    void catalogue(RoutingContext context) {
        Responses.json(
                context,
                new JsonObject()
                        .put(
                                "titles",
                                new JsonObject(new TreeMap<>(server.catalogue().titles()))));
    }
}
