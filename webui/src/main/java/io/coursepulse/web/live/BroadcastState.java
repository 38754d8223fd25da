package io.coursepulse.web.live;

import io.vertx.core.json.JsonObject;

/** Something that all browsers are told when it changes, besides the counts: its newest state alone matters. */
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

    /** Rises when the state changes; 0 before there is any. */
    long version() {
        return version;
    }

    /** Takes the state as it is now. */
    void put(JsonObject now) {
        if (!now.equals(state)) {
            state = now;
            members = ",\"" + type + "\":" + now.encode() + "}";
            version++;
        }
    }

    /** What follows in a message after its type and number, the closing brace included. */
    String members() {
        return members;
    }
}
