package io.coursepulse.web;

import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.web.activity.RecentActivity;
import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.StoreReads;
import io.coursepulse.web.follow.EventLoopListener;
import io.coursepulse.web.follow.Source;
import io.coursepulse.web.http.Metrics;
import io.coursepulse.web.http.Routes;
import io.coursepulse.web.http.ServerContext;
import io.coursepulse.web.live.LiveClients;
import io.coursepulse.web.live.LiveIntervals;
import io.coursepulse.web.rejected.RejectedSamples;
import io.coursepulse.web.storm.Storm;
import io.coursepulse.web.trust.LastAudit;
import io.coursepulse.web.trust.Trust;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server. All state belongs to this verticle's event loop, so nothing is locked; what blocks runs elsewhere: the
 * store and Kafka's admin client on threads of their own, Kafka's topics on the sources'.
 */
public final class WebVerticle extends VerticleBase {

    private static final Duration TEND_EVERY = Duration.ofSeconds(2);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
    private static final long REQUESTS_MAY_END_WITHIN_SECONDS = 2;

    private final WebSettings settings;
    private final Clock clock;
    private final Backend backend;
    private final LiveIntervals intervals;
    private final Metrics metrics;

    private ServerContext served;
    private Router routes;
    private HttpServer server;

    /**
     * @param clock in the zone whose days are counted
     * @param metrics those that the verticle's Vert.x measures into
     */
    public WebVerticle(
            WebSettings settings, Clock clock, Backend backend, LiveIntervals intervals, Metrics metrics) {
        this.settings = settings;
        this.clock = clock;
        this.backend = backend;
        this.intervals = intervals;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        StoreReads store = new StoreReads(vertx, clock, backend.store());
        Days days = new Days(store, clock, () -> served.clients().updateSoon());
        LiveClients clients = new LiveClients(vertx, days, intervals);
        LastAudit audit = new LastAudit();
        served = new ServerContext(
                clock,
                days,
                store,
                clients,
                new RecentActivity(
                        clock, () -> clients.activity(served.activity().toJson())),
                new RejectedSamples(clock),
                new Trust(
                        vertx,
                        clock,
                        store,
                        backend.log(),
                        audit,
                        () -> clients.trust(served.trust().summary())),
                settings.catalogue(),
                backend.blacklist(),
                backend.topologies().map(topologies -> new Storm(vertx, clock, topologies)),
                settings.stormUi());
        routes = Routes.of(vertx, served, settings, metrics);
        server = vertx.createHttpServer(Routes.options(settings)).requestHandler(routes);
        // The port first: with the port taken, nothing else need be started.
        return server.listen(settings.port(), settings.host()).onSuccess(listening -> {
            backend.counts().start(new EventLoopListener<>(context, days));
            backend.activity().start(new EventLoopListener<>(context, served.activity()));
            backend.rejected().start(new EventLoopListener<>(context, served.rejected()));
            backend.audits().start(new EventLoopListener<>(context, audit));
            days.refresh();
            served.trust().check();
            vertx.setPeriodic(TEND_EVERY.toMillis(), timer -> days.refresh());
            vertx.setPeriodic(CHECK_EVERY.toMillis(), timer -> served.trust().check());
        });
    }

    /** The port in use, once started. */
    public int port() {
        return server.actualPort();
    }

    /** What is answered, once started. */
    Router routes() {
        return routes;
    }

    /**
     * From the outside in: first the server is not ready any more and browsers are told to come back elsewhere or later,
     * while the process still answers; then no more requests are taken and those under way may end; then nothing changes
     * the counts any more; the store, which requests and browsers read, goes last.
     */
    @Override
    public Future<?> stop() {
        // From now on /readyz says no.
        served.clients().close();
        return server.shutdown(REQUESTS_MAY_END_WITHIN_SECONDS, TimeUnit.SECONDS)
                .eventually(() -> vertx.executeBlocking(() -> {
                    List.of(backend.counts(), backend.activity(), backend.rejected(), backend.audits())
                            .forEach(Source::close);
                    return null;
                }))
                .eventually(() -> {
                    served.trust().close();
                    backend.blacklist().ifPresent(BlacklistStore::close);
                    return served.store().close();
                });
    }
}
