package io.coursepulse.web;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A WebSocket client that queues the messages of the server. */
final class Browser implements WebSocket.Listener, AutoCloseable {

    private static final long TIMEOUT_SECONDS = 10;

    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;

    /** Fails with a {@link java.util.concurrent.CompletionException} if the server refuses the connection. */
    static Browser open(HttpClient http, URI address, String... headers) {
        Browser browser = new Browser();
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        browser.socket = builder.buildAsync(address, browser).join();
        return browser;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(new JsonObject(partial.toString()));
            partial.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        closed.complete(status);
        return null;
    }

    /** The next message. */
    JsonObject next() {
        try {
            JsonObject message = messages.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("Timed out after " + TIMEOUT_SECONDS + " s waiting for a message");
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next message that matches; others before it are skipped. */
    JsonObject nextMatching(Predicate<JsonObject> wanted) {
        while (true) {
            JsonObject message = next();
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    /** Sends a text message, which the page never does. */
    void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /** The status code that the server closes with. */
    int closeStatus() {
        return closed.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
