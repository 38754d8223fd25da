package io.coursepulse.web.storm;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.config.Ticker;
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
 * The state of the topologies, read on demand and at most every two seconds. Used on one event loop only.
 */
public final class TopologyMonitor {

    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Clock clock;
    private final Ticker ticker;
    private final Topologies topologies;
    private Future<JsonObject> answer;
    private Stopwatch sinceQuestion;
    private Optional<Instant> unavailableSince = Optional.empty();

    /**
     * Asks nothing yet.
     *
     * @param clock the time since when no Nimbus answers
     * @param ticker what the age of an answer is measured with
     */
    public TopologyMonitor(Vertx vertx, Clock clock, Ticker ticker, Topologies topologies) {
        this.ticker = ticker;
        this.vertx = vertx;
        this.clock = clock;
        this.topologies = topologies;
    }

    /**
     * {@code {"topologies":[...]}}; never fails: if no Nimbus answers, it is {@code {"since":...,"problem":...}}. While an
     * answer is awaited or is fresh, all callers get the same one.
     */
    public Future<JsonObject> status() {
        if (answer == null || answer.isComplete() && sinceQuestion.hasPassed(REFRESH_INTERVAL)) {
            sinceQuestion = Stopwatch.started(ticker);
            // Unordered: behind a Nimbus that does not answer, the verticle's other blocking work would have to wait.
            answer = vertx.executeBlocking(topologies::read, false)
                    .map(this::statesJson)
                    .otherwise(this::unavailable);
        }
        return answer;
    }

    private JsonObject statesJson(List<TopologyState> states) {
        unavailableSince = Optional.empty();
        return new JsonObject()
                .put(
                        "topologies",
                        new JsonArray(states.stream().map(TopologyState::toJson).toList()));
    }

    private JsonObject unavailable(Throwable why) {
        unavailableSince = unavailableSince.or(() -> Optional.of(clock.instant()));
        return new JsonObject()
                .put("since", unavailableSince.get().toString())
                .put("problem", String.valueOf(why.getMessage()));
    }
}
