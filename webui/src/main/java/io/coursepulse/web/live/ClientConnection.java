package io.coursepulse.web.live;

import io.vertx.core.Handler;

/** One browser's end of the line. Used on one event loop. */
public interface ClientConnection {

    /** Whether so much waits to be sent that more would only grow the queue. */
    boolean full();

    /** Sends a text message. A line that is broken is told by its closing, not here. */
    void send(String message);

    /** Sends a ping frame. */
    void ping();

    /** Closes the line with a WebSocket status code and a short reason. */
    void close(short status, String reason);

    /** {@code pong} runs when a ping is answered, {@code drained} when the line is not full any more, {@code closed} once. */
    void on(Handler<Void> pong, Handler<Void> drained, Handler<Void> closed);
}
