package io.coursepulse.web.day;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** How far a day's counts can be relied on at this moment. */
public sealed interface Freshness {

    /** Since when it has been so. */
    Instant since();

    /** For the browser: {@code {"state":"delayed","since":"...","reason":"..."}}. */
    JsonObject toJson();

    /** Complete, and every change follows. */
    record Live(Instant since) implements Freshness {
        @Override
        public JsonObject toJson() {
            return json("live", since);
        }
    }

    /**
     * Right when it was read; what has changed since then may be missing.
     *
     * @param outages of the sources that the counts come from, at least one
     */
    record Delayed(Instant since, List<Outage> outages) implements Freshness {
        public Delayed {
            outages = List.copyOf(outages);
        }

        @Override
        public JsonObject toJson() {
            return json("delayed", since)
                    .put("reason", outages.stream().map(Outage::reason).collect(Collectors.joining("; ")))
                    .put(
                            "sources",
                            new JsonArray(outages.stream().map(Outage::toJson).toList()));
        }
    }

    /**
     * What a source of the counts does not deliver.
     *
     * @param source {@code kafka} or {@code store}
     */
    record Outage(String source, Instant since, String reason) {

        static Outage ofKafka(Instant since, String reason) {
            return new Outage("kafka", since, reason);
        }

        static Outage ofStore(Instant since, String reason) {
            return new Outage("store", since, reason);
        }

        private JsonObject toJson() {
            return new JsonObject()
                    .put("source", source)
                    .put("since", since.toString())
                    .put("reason", reason);
        }
    }

    /** Not read yet: nothing may be shown, as any number would be too low. */
    record Waiting(Instant since, String reason) implements Freshness {
        @Override
        public JsonObject toJson() {
            return json("waiting", since).put("reason", reason);
        }
    }

    private static JsonObject json(String state, Instant since) {
        return new JsonObject().put("state", state).put("since", since.toString());
    }
}
