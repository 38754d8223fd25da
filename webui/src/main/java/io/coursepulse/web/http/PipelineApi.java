package io.coursepulse.web.http;

import io.coursepulse.web.storm.StormUi;
import io.coursepulse.web.trust.Trust;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code GET /api/v1/pipeline}: the lag of each partition always, the topologies if Storm UI can be asked. */
final class PipelineApi {

    static final String PATH = "/api/v1/pipeline";

    private final Trust trust;
    private final Optional<StormUi> storm;

    PipelineApi(Trust trust, Optional<StormUi> storm) {
        this.trust = trust;
        this.storm = storm;
    }

    void handle(RoutingContext context) {
        Future<JsonObject> topologies = storm.map(StormUi::topologies).orElse(Future.succeededFuture());
        topologies
                .onSuccess(known -> {
                    JsonObject json = new JsonObject().put("log", trust.toJson());
                    Answers.json(context, known == null ? json : json.put("storm", known));
                })
                .onFailure(context::fail);
    }
}
