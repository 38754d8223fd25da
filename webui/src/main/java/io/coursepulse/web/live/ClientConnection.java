package io.coursepulse.web.live;

import io.vertx.core.Handler;

/** The connection to a client. Used on one event loop. */
public interface ClientConnection {

    /** Whether so much is queued that more should not be sent now. */
    boolean writeQueueFull();

    /** Sends a text message. A broken connection is reported by the handler {@code closed}, not here. */
    void send(String message);

    /** Sends a ping frame. */
    void ping();

    /** Closes the connection with a WebSocket status code and a short reason. */
    void close(short status, String reason);

    /** {@code pong} runs when a ping is answered, {@code drained} when the queue has room again, {@code closed} once. */
    void setHandlers(Handler<Void> pong, Handler<Void> drained, Handler<Void> closed);
}
