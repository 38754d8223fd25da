package io.coursepulse.web;

import io.coursepulse.counter.CounterReader;
import io.coursepulse.counter.DayCount;
import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.StoreReads;
import io.coursepulse.web.follow.CountsListener;
import io.coursepulse.web.follow.CountsSource;
import io.coursepulse.web.http.Routes;
import io.coursepulse.web.live.LiveClients;
import io.coursepulse.web.live.Pace;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The server. All state belongs to this verticle's event loop, so nothing is locked; what blocks runs elsewhere: the
 * store on its own worker thread, Kafka on the source's.
 */
public final class WebVerticle extends VerticleBase {

    private static final Duration TEND_EVERY = Duration.ofSeconds(2);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(10);
    private static final long REQUESTS_MAY_END_WITHIN_SECONDS = 2;

    private final WebConfig.Listen listen;
    private final Clock clock;
    private final Supplier<CounterReader> openStore;
    private final CountsSource source;
    private final Pace pace;

    private StoreReads store;
    private Days days;
    private LiveClients clients;
    private HttpServer server;

    /** @param clock in the zone whose days are counted */
    public WebVerticle(
            WebConfig.Listen listen, Clock clock, Supplier<CounterReader> openStore, CountsSource source, Pace pace) {
        this.listen = listen;
        this.clock = clock;
        this.openStore = openStore;
        this.source = source;
        this.pace = pace;
    }

    @Override
    public Future<?> start() {
        store = new StoreReads(vertx, clock, openStore);
        days = new Days(store, clock, () -> clients.updateSoon());
        clients = new LiveClients(vertx, days, pace);
        server = vertx.createHttpServer(Routes.options()).requestHandler(Routes.of(vertx, days, store, clients));
        // The port first: with the port taken, nothing else need be started.
        return server.listen(listen.port(), listen.host()).onSuccess(listening -> {
            source.start(new OnEventLoop());
            days.tend();
            vertx.setPeriodic(TEND_EVERY.toMillis(), timer -> days.tend());
            vertx.setPeriodic(PROBE_EVERY.toMillis(), timer -> store.probe());
        });
    }

    /** The port in use, once started. */
    public int port() {
        return server.actualPort();
    }

    /**
     * From the outside in: first browsers are told to come back elsewhere or later, while the process still answers;
     * then no more requests are taken and those under way may end; then nothing changes the counts any more; the store,
     * which requests and browsers read, goes last.
     */
    @Override
    public Future<?> stop() {
        clients.close();
        return server.shutdown(REQUESTS_MAY_END_WITHIN_SECONDS, TimeUnit.SECONDS)
                .eventually(() -> vertx.executeBlocking(() -> {
                    source.close();
                    return null;
                }))
                .eventually(store::close);
    }

    /** Hands on to the event loop what the source's thread hears. */
    private final class OnEventLoop implements CountsListener {

        @Override
        public void begun() {
            context.runOnContext(nothing -> days.followingBegun());
        }

        @Override
        public void changed(List<DayCount> counts) {
            // Waits, so that a burst stays in Kafka and does not pile up before a busy event loop.
            CompletableFuture<Void> merged = new CompletableFuture<>();
            context.runOnContext(nothing -> {
                try {
                    days.merge(counts);
                } finally {
                    merged.complete(null);
                }
            });
            merged.join();
        }

        @Override
        public void lost(String reason) {
            context.runOnContext(nothing -> days.followingLost(reason));
        }
    }
}
