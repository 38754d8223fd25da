package io.coursepulse.web.live;

import io.vertx.core.json.JsonObject;

/** A state that is sent to every client when it changes; a client that has missed some gets the newest only. */
final class BroadcastState {

    private final String type;
    private JsonObject state = new JsonObject();
    private String members = "";
    private long version;

    BroadcastState(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    /** Increases with every change; 0 before the first. */
    long version() {
        return version;
    }

    /** Sets the state. */
    void put(JsonObject now) {
        if (!now.equals(state)) {
            state = now;
            members = ",\"" + type + "\":" + now.encode() + "}";
            version++;
        }
    }

    /**
     * The end of a message after type and seq, with the closing brace. Text and not JSON, because it is encoded once for
     * thousands of clients.
     */
    String members() {
        return members;
    }
}
