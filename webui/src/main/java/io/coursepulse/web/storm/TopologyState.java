package io.coursepulse.web.storm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a topology runs.
 *
 * @param status Storm's word: {@code ACTIVE}, {@code INACTIVE}, {@code KILLED}, {@code REBALANCING}
 * @param acked the spouts' tuples of the last ten minutes
 * @param failed likewise
 * @param batchMs how long a Trident batch took, from its beginning until all of it was committed, on the average of the
 *     last ten minutes; empty for a topology without batches
 * @param errors the last of each component
 */
public record TopologyState(
        String id,
        String name,
        String status,
        int uptimeSeconds,
        int executors,
        long acked,
        long failed,
        Optional<Double> batchMs,
        List<Worker> workers,
        List<ComponentError> errors) {

    /** A worker process. */
    public record Worker(String host, int port, int uptimeSeconds, int executors) {
        private JsonObject toJson() {
            return new JsonObject()
                    .put("host", host)
                    .put("port", port)
                    .put("uptimeSeconds", uptimeSeconds)
                    .put("executors", executors);
        }
    }

    /** What a component reported, a stack trace mostly. */
    public record ComponentError(String component, String error, Instant at) {
        private JsonObject toJson() {
            return new JsonObject()
                    .put("component", component)
                    .put("error", error)
                    .put("at", at.toString());
        }
    }

    public TopologyState {
        workers = List.copyOf(workers);
        errors = List.copyOf(errors);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("status", status)
                .put("uptimeSeconds", uptimeSeconds)
                .put("executors", executors)
                .put("acked", acked)
                .put("failed", failed)
                .put(
                        "workers",
                        new JsonArray(workers.stream().map(Worker::toJson).toList()))
                .put(
                        "errors",
                        new JsonArray(
                                errors.stream().map(ComponentError::toJson).toList()));
        batchMs.ifPresent(ms -> json.put("batchMs", ms));
        return json;
    }
}
