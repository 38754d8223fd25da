package io.coursepulse.web.storm;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the topologies run. Asked when somebody wants to know, at most every two seconds. Used on one event loop only.
 */
public final class Storm {

    private static final Duration ASK_EVERY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Clock clock;
    private final Topologies topologies;
    private Future<JsonObject> answer;
    private Instant asked = Instant.MIN;
    private Optional<Instant> silentSince = Optional.empty();

    public Storm(Vertx vertx, Clock clock, Topologies topologies) {
        this.vertx = vertx;
        this.clock = clock;
        this.topologies = topologies;
    }

    /** {@code {"topologies":[...]}}; never fails: that nobody tells is an answer too, with a problem and since when. */
    public Future<JsonObject> ask() {
        boolean fresh = clock.instant().isBefore(asked.plus(ASK_EVERY));
        if (answer == null || (answer.isComplete() && !fresh)) {
            asked = clock.instant();
            // Not in turn with the verticle's other blocking work: a Nimbus that is silent would hold up the server's
            // end.
            answer = vertx.executeBlocking(topologies::read, false)
                    .map(this::told)
                    .otherwise(this::silent);
        }
        return answer;
    }

    private JsonObject told(List<TopologyState> states) {
        silentSince = Optional.empty();
        return new JsonObject()
                .put(
                        "topologies",
                        new JsonArray(states.stream().map(TopologyState::toJson).toList()));
    }

    private JsonObject silent(Throwable why) {
        silentSince = silentSince.or(() -> Optional.of(clock.instant()));
        return new JsonObject()
                .put("since", silentSince.get().toString())
                .put("problem", String.valueOf(why.getMessage()));
    }
}
