package io.coursepulse.web.http;

import io.coursepulse.web.live.ClientConnection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A client's WebSocket. Clients have nothing to send but pongs, and pings if they like: Vert.x answers each ping, and
 * queues the answers for a client that does not read. So frames are limited by the second, and a client whose queue is full
 * is not read from until it has read.
 */
final class WebSocketConnection implements ClientConnection {

    private static final int QUEUE_BYTES = 64 * 1024;
    private static final short POLICY_VIOLATION = 1008;

    /** The server sends four pings a minute; clients' libraries send about as many. */
    static final int MAX_FRAMES_PER_SECOND = 20;

    /** A close frame is behind everything that is queued: a client that does not read would never close. */
    private static final int CLOSE_TIMEOUT_SECONDS = 5;

    private final ServerWebSocket socket;
    private final Channel channel;
    private final LongSupplier nanoTime;
    private long secondBegan;
    private int framesInSecond;
    private boolean closing;

    /** @param channel the connection below the WebSocket */
    WebSocketConnection(ServerWebSocket socket, Channel channel, LongSupplier nanoTime) {
        this.socket = socket;
        this.channel = channel;
        this.nanoTime = nanoTime;
        this.secondBegan = nanoTime.getAsLong();
        socket.setWriteQueueMaxSize(QUEUE_BYTES);
        // A broken connection is closed too; the close handler is enough.
        socket.exceptionHandler(broken -> {});
        socket.frameHandler(this::received);
    }

    private void received(WebSocketFrame frame) {
        long now = nanoTime.getAsLong();
        if (now - secondBegan >= TimeUnit.SECONDS.toNanos(1)) {
            secondBegan = now;
            framesInSecond = 0;
        }
        framesInSecond++;
        if (framesInSecond > MAX_FRAMES_PER_SECOND) {
            abort();
        } else if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
            close(POLICY_VIOLATION, "clients must not send messages");
        } else if (!socket.isClosed() && socket.writeQueueFull()) {
            socket.pause();
        }
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
        if (!writeQueueFull()) {
            socket.writePing(Buffer.buffer());
        }
    }

    @Override
    public void close(short status, String reason) {
        if (!closing) {
            closing = true;
            socket.close(status, reason);
            channel.eventLoop().schedule(this::abort, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Closes the connection at once, below Vert.x, which would send what is queued and a close frame first. */
    private void abort() {
        ChannelHandlerContext lowest = channel.pipeline().firstContext();
        if (lowest != null) {
            lowest.close();
        }
    }

    @Override
    public void setHandlers(Handler<Void> pong, Handler<Void> drained, Handler<Void> closed) {
        socket.pongHandler(data -> pong.handle(null));
        socket.drainHandler(any -> {
            socket.resume();
            drained.handle(null);
        });
        socket.closeHandler(closed);
        if (socket.isClosed()) {
            closed.handle(null);
        }
    }
}
