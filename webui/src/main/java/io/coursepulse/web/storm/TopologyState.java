package io.coursepulse.web.storm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a topology.
 *
 * @param status as Storm names it: {@code ACTIVE}, {@code INACTIVE}, {@code KILLED}, {@code REBALANCING}
 * @param acked tuples of the spouts that were acked in the last ten minutes
 * @param failed tuples of the spouts that failed in the last ten minutes
 * @param batchMs average time from the start of a Trident batch to its commit, over the last ten minutes; empty for a
 *     topology without batches
 * @param errors the last error of each component
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

    /** An error that a component reported, mostly a stack trace. */
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
