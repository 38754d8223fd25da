package io.coursepulse.web.follow;

import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Moves the calls of a source's thread to an event loop. */
public final class EventLoopListener<T> implements Listener<T> {

    private final Context eventLoop;
    private final Listener<T> listener;

    /** @param listener called on {@code eventLoop} only */
    public EventLoopListener(Context eventLoop, Listener<T> listener) {
        this.eventLoop = eventLoop;
        this.listener = listener;
    }

    @Override
    public void onConnected() {
        eventLoop.runOnContext(nothing -> listener.onConnected());
    }

    @Override
    public void onMessages(List<T> published) {
        // Waits, so that a burst stays in Kafka and does not pile up before a busy event loop.
        CompletableFuture<Void> taken = new CompletableFuture<>();
        eventLoop.runOnContext(nothing -> {
            try {
                listener.onMessages(published);
            } finally {
                taken.complete(null);
            }
        });
        taken.join();
    }

    @Override
    public void onDisconnected(String reason) {
        eventLoop.runOnContext(nothing -> listener.onDisconnected(reason));
    }
}
