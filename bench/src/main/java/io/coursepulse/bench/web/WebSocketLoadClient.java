package io.coursepulse.bench.web;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many browsers that follow today on one server, each with its own WebSocket. A browser has received a commit when the total
 * sent to it reaches the commit's. Totals only grow, so a browser that skips one has received it with the next.
 */
final class WebSocketLoadClient implements AutoCloseable {

    private static final String TOTAL = "\"total\":";
    private static final int MAX_PENDING_CONNECTS = 200;
    private static final int MAX_BROWSERS = 100_000;
    private static final int MAX_MESSAGE_BYTES = 8 << 20;
    private static final long TIMEOUT_SECONDS = 120;

    /** One commit: its total, and when each browser received it; 0 before that. */
    static final class Commit {
        private final long total;
        private final long[] seen;

        private Commit(long total, int browsers) {
            this.total = total;
            this.seen = new long[browsers];
        }

        /** For each browser the nanoseconds from {@code start} until it received the commit. */
        long[] delays(long start) {
            long[] delays = new long[seen.length];
            for (int i = 0; i < delays.length; i++) {
                delays[i] = seen[i] - start;
            }
            return delays;
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
            .setMaxConnections(MAX_BROWSERS)
            .setMaxFrameSize(MAX_MESSAGE_BYTES)
            .setMaxMessageSize(MAX_MESSAGE_BYTES)
            .setTryUsePerMessageCompression(false));
    private final List<WebSocket> sockets = new ArrayList<>();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final int port;
    private volatile Throwable connectFailure;
    private volatile Commit expected;
    private volatile Semaphore arrivals = new Semaphore(0);

    WebSocketLoadClient(int port) {
        this.port = port;
    }

    /** Connects the browsers and waits until each has received its first snapshot. */
    void connect(int browsers) throws InterruptedException, TimeoutException {
        Semaphore snapshots = new Semaphore(0);
        Semaphore pendingConnects = new Semaphore(MAX_PENDING_CONNECTS);
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/live");
        for (int i = 0; i < browsers; i++) {
            int number = i;
            acquire(pendingConnects, 1, "connect");
            client.connect(options)
                    .onSuccess(socket -> {
                        pendingConnects.release();
                        synchronized (sockets) {
                            sockets.add(socket);
                        }
                        socket.textMessageHandler(text -> onMessage(number, text, snapshots));
                        socket.closeHandler(gone -> closed.incrementAndGet());
                    })
                    .onFailure(e -> connectFailure = e);
            if (connectFailure != null) {
                throw new IllegalStateException("WebSocket connection failed", connectFailure);
            }
        }
        acquire(snapshots, browsers, "receive the first snapshot");
    }

    private void onMessage(int browser, String text, Semaphore snapshots) {
        messages.incrementAndGet();
        bytes.addAndGet(text.length());
        if (text.startsWith("{\"type\":\"snapshot\"")) {
            snapshots.release();
        }
        Commit commit = expected;
        // In a delta the total is the last field.
        int total = text.lastIndexOf(TOTAL);
        if (commit != null
                && total >= 0
                && text.startsWith("{\"type\":\"delta\"")
                && commit.seen[browser] == 0
                && number(text, total + TOTAL.length()) >= commit.total) {
            commit.seen[browser] = System.nanoTime();
            arrivals.release();
        }
    }

    private static long number(String text, int from) {
        int to = from;
        while (to < text.length() && Character.isDigit(text.charAt(to))) {
            to++;
        }
        return Long.parseLong(text, from, to, 10);
    }

    /** Sets the total that the browsers await. */
    Commit expectTotal(long total, int browsers) {
        arrivals = new Semaphore(0);
        Commit commit = new Commit(total, browsers);
        expected = commit;
        return commit;
    }

    /** Waits until every browser has received that total. */
    void awaitSeen(int browsers) throws InterruptedException, TimeoutException {
        acquire(arrivals, browsers, "receive the commit");
    }

    private static void acquire(Semaphore semaphore, int permits, String what)
            throws InterruptedException, TimeoutException {
        if (!semaphore.tryAcquire(permits, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("Timed out after " + TIMEOUT_SECONDS + " s waiting for " + permits
                    + " browsers to " + what + ": only " + semaphore.availablePermits() + " did");
        }
    }

    /** Messages received so far. */
    long messages() {
        return messages.get();
    }

    /** Characters received so far, which are bytes here. */
    long bytes() {
        return bytes.get();
    }

    /** Browsers that were disconnected by the server. */
    long closed() {
        return closed.get();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
