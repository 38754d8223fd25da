package io.coursepulse.web.day;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

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

    /** Right when it was read; what has changed since then may be missing. */
    record Delayed(Instant since, String reason) implements Freshness {
        @Override
        public JsonObject toJson() {
            return json("delayed", since).put("reason", reason);
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
