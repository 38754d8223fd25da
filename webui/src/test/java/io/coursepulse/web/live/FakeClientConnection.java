package io.coursepulse.web.live;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A connection whose queue a test fills and drains, and whose messages it reads. */
final class FakeClientConnection implements ClientConnection {

    final List<JsonObject> received = new ArrayList<>();
    boolean full;
    int pings;
    Short closeStatus;
    Handler<Void> pong;
    Handler<Void> drained;
    Handler<Void> closed;

    @Override
    public boolean writeQueueFull() {
        return full;
    }

    @Override
    public void send(String message) {
        received.add(new JsonObject(message));
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(short status, String reason) {
        closeStatus = status;
    }

    @Override
    public void setHandlers(Handler<Void> pong, Handler<Void> drained, Handler<Void> closed) {
        this.pong = pong;
        this.drained = drained;
        this.closed = closed;
    }

    JsonObject last() {
        return received.get(received.size() - 1);
    }

    List<String> types() {
        return received.stream().map(message -> message.getString("type")).toList();
    }
}
