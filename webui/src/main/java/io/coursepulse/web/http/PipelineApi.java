package io.coursepulse.web.http;

import io.coursepulse.web.follow.Source;
import io.coursepulse.web.storm.TopologyMonitor;
import io.coursepulse.web.trust.LedgerStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /api/v1/pipeline}: the lag of each partition, the topologies if a Nimbus is configured, and how many records of
 * which topics were skipped.
 */
final class PipelineApi {

    static final String PATH = "/api/v1/pipeline";

    private final LedgerStatus ledger;
    private final Optional<TopologyMonitor> topologies;
    private final Optional<URI> stormUi;
    private final Map<String, Source<?>> topics;

    PipelineApi(
            LedgerStatus ledger,
            Optional<TopologyMonitor> topologies,
            Optional<URI> stormUi,
            Map<String, Source<?>> topics) {
        this.ledger = ledger;
        this.topologies = topologies;
        this.stormUi = stormUi;
        this.topics = topics;
    }

    void handle(RoutingContext context) {
        Future<JsonObject> states = topologies.map(TopologyMonitor::status).orElse(Future.succeededFuture());
        states.onSuccess(known -> {
                    JsonObject json =
                            new JsonObject().put("log", ledger.toJson()).put("skipped", skipped());
                    if (known != null) {
                        json.put("storm", known);
                    }
                    stormUi.ifPresent(address -> json.put("stormUi", address.toString()));
                    Responses.json(context, json);
                })
                .onFailure(context::fail);
    }

    /** Topics without skipped records are left out. */
    private JsonArray skipped() {
        JsonArray skipped = new JsonArray();
        topics.forEach((topic, source) -> {
            if (source.skipped() > 0) {
                skipped.add(new JsonObject().put("topic", topic).put("records", source.skipped()));
            }
        });
        return skipped;
    }
}
