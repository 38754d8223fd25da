package io.coursepulse.web.http;

import io.coursepulse.web.storm.Storm;
import io.coursepulse.web.trust.Trust;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;

/** {@code GET /api/v1/pipeline}: the lag of each partition always, the topologies if Nimbus can be asked. */
final class PipelineApi {

    static final String PATH = "/api/v1/pipeline";

    private final Trust trust;
    private final Optional<Storm> storm;
    private final Optional<URI> stormUi;

    PipelineApi(Trust trust, Optional<Storm> storm, Optional<URI> stormUi) {
        this.trust = trust;
        this.storm = storm;
        this.stormUi = stormUi;
    }

    void handle(RoutingContext context) {
        Future<JsonObject> topologies = storm.map(Storm::ask).orElse(Future.succeededFuture());
        topologies
                .onSuccess(known -> {
                    JsonObject json = new JsonObject().put("log", trust.toJson());
                    if (known != null) {
                        json.put("storm", known);
                    }
                    stormUi.ifPresent(address -> json.put("stormUi", address.toString()));
                    Responses.json(context, json);
                })
                .onFailure(context::fail);
    }
}
