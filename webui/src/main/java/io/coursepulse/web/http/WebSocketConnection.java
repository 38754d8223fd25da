package io.coursepulse.web.http;

import io.coursepulse.web.live.ClientConnection;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/** A client's WebSocket. */
final class WebSocketConnection implements ClientConnection {

    private static final int QUEUE_BYTES = 64 * 1024;

    private final ServerWebSocket socket;

    WebSocketConnection(ServerWebSocket socket) {
        this.socket = socket;
        socket.setWriteQueueMaxSize(QUEUE_BYTES);
        // A broken connection is closed too; the close handler is enough.
        socket.exceptionHandler(broken -> {});
    }

    @Override
    public boolean writeQueueFull() {
        return socket.isClosed() || socket.writeQueueFull();
    }

    @Override
    public void send(String message) {
        socket.writeTextMessage(message);
    }

    @Override
    public void ping() {
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer());
        }
    }

    @Override
    public void close(short status, String reason) {
        socket.close(status, reason);
    }

    @Override
    public void setHandlers(Handler<Void> pong, Handler<Void> drained, Handler<Void> closed) {
        socket.pongHandler(data -> pong.handle(null));
        socket.drainHandler(drained);
        socket.closeHandler(closed);
        if (socket.isClosed()) {
            closed.handle(null);
        }
    }
}
