package io.coursepulse.web.http;

import io.coursepulse.web.storm.TopologyMonitor;
import io.coursepulse.web.trust.LedgerStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;

/** {@code GET /api/v1/pipeline}: the lag of each partition, and the topologies if a Nimbus is configured. */
final class PipelineApi {

    static final String PATH = "/api/v1/pipeline";

    private final LedgerStatus ledger;
    private final Optional<TopologyMonitor> topologies;
    private final Optional<URI> stormUi;

    PipelineApi(LedgerStatus ledger, Optional<TopologyMonitor> topologies, Optional<URI> stormUi) {
        this.ledger = ledger;
        this.topologies = topologies;
        this.stormUi = stormUi;
    }

    void handle(RoutingContext context) {
        Future<JsonObject> states = topologies.map(TopologyMonitor::status).orElse(Future.succeededFuture());
        states.onSuccess(known -> {
                    JsonObject json = new JsonObject().put("log", ledger.toJson());
                    if (known != null) {
                        json.put("storm", known);
                    }
                    stormUi.ifPresent(address -> json.put("stormUi", address.toString()));
                    Responses.json(context, json);
                })
                .onFailure(context::fail);
    }
}
