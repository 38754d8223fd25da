package io.coursepulse.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An event loop on which tests run code step by step. */
public final class EventLoop implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    public Vertx vertx() {
        return vertx;
    }

    /** Runs on the loop and waits until it has run. */
    public <T> T call(Callable<T> step) {
        return await(() -> Future.succeededFuture(step.call()));
    }

    /** Runs on the loop and waits until it has run. */
    public void run(Runnable step) {
        call(() -> {
            step.run();
            return null;
        });
    }

    /** Runs on the loop and waits for the future. */
    public <T> T await(Callable<Future<T>> step) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(nothing -> {
            try {
                step.call().onComplete(promise);
            } catch (Exception e) {
                promise.fail(e);
            }
        });
        return get(promise.future());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Timed out after 20 s", e);
        }
    }

    @Override
    public void close() {
        get(vertx.close());
    }
}
