package io.coursepulse.web;

import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.config.Ticker;
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
import io.coursepulse.web.storm.TopologyMonitor;
import io.coursepulse.web.trust.LastAudit;
import io.coursepulse.web.trust.LedgerStatus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The server. All state belongs to this verticle's event loop, so nothing is locked. What blocks runs on other threads:
 * the store, Kafka's admin client and each topic's consumer have their own, Nimbus and the blacklist use Vert.x's workers.
 */
public final class WebVerticle extends VerticleBase {

    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CERTIFICATE_INTERVAL = Duration.ofSeconds(2);

    /** Supervisors kill what has not stopped in time; what is still running after this only holds the others up. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(700);

    private static final Duration SOURCES_TIMEOUT = Duration.ofMillis(500);

    private final WebSettings settings;
    private final Clock clock;
    private final Ticker ticker;
    private final Backend backend;
    private final LiveIntervals intervals;
    private final Metrics metrics;

    private ServerContext serverContext;
    private Router routes;
    private HttpServer server;

    /**
     * @param clock in the zone whose days are counted
     * @param metrics those that the verticle's Vert.x measures into
     */
    public WebVerticle(
            WebSettings settings,
            Clock clock,
            Ticker ticker,
            Backend backend,
            LiveIntervals intervals,
            Metrics metrics) {
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
        this.backend = backend;
        this.intervals = intervals;
        this.metrics = metrics;
    }

    private Map<String, Source<?>> topics() {
        Map<String, Source<?>> topics = new LinkedHashMap<>();
        topics.put("counts", backend.counts());
        topics.put("activity", backend.activity());
        topics.put("rejected", backend.rejected());
        topics.put("audits", backend.audits());
        return topics;
    }

    @Override
    public Future<?> start() {
        StoreReads store = new StoreReads(vertx, clock, backend.store());
        Days days = new Days(store, clock, ticker, () -> serverContext.clients().scheduleUpdate());
        LiveClients clients = new LiveClients(vertx, days, intervals);
        LastAudit audit = new LastAudit();
        serverContext = new ServerContext(
                clock,
                days,
                store,
                clients,
                new RecentActivity(
                        clock,
                        () -> clients.publishActivity(serverContext.activity().toJson())),
                new RejectedSamples(clock),
                new LedgerStatus(
                        vertx,
                        clock,
                        store,
                        backend.log(),
                        audit,
                        () -> clients.publishLedger(serverContext.ledger().summary())),
                settings.catalogue(),
                backend.blacklist(),
                backend.topologies().map(topologies -> new TopologyMonitor(vertx, clock, ticker, topologies)),
                settings.stormUi(),
                topics());
        serverContext.topics().forEach(metrics::observeTopic);
        routes = Routes.of(vertx, serverContext, settings, metrics);
        server = vertx.createHttpServer(Routes.options(settings)).requestHandler(routes);
        // The port first: if it is taken, nothing else has to be stopped.
        return server.listen(settings.port(), settings.host()).onSuccess(listening -> {
            backend.counts().start(new EventLoopListener<>(context, days));
            backend.activity().start(new EventLoopListener<>(context, serverContext.activity()));
            backend.rejected().start(new EventLoopListener<>(context, serverContext.rejected()));
            backend.audits().start(new EventLoopListener<>(context, audit));
            days.refresh();
            serverContext.ledger().check();
            vertx.setPeriodic(REFRESH_INTERVAL.toMillis(), timer -> days.refresh());
            settings.tls().ifPresent(files -> {
                CertificateReload reload = new CertificateReload(vertx, server, settings, files);
                vertx.setPeriodic(CERTIFICATE_INTERVAL.toMillis(), timer -> reload.check());
            });
            vertx.setPeriodic(
                    CHECK_INTERVAL.toMillis(), timer -> serverContext.ledger().check());
        });
    }

    /** The port that the server listens on, once started. */
    public int port() {
        return server.actualPort();
    }

    /** The routes, once started. */
    Router routes() {
        return routes;
    }

    /**
     * From the outside in: first the server reports that it is not ready and closes the WebSockets, while it still answers
     * requests; then it accepts no new requests and lets running ones finish; then the topics' consumers stop; the store,
     * which requests read, is closed last.
     */
    @Override
    public Future<?> stop() {
        // From now on /readyz answers 503.
        serverContext.clients().close();
        return server.shutdown(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .eventually(this::closeSources)
                .eventually(() -> {
                    serverContext.ledger().close();
                    backend.blacklist().ifPresent(BlacklistStore::close);
                    return serverContext.store().close();
                });
    }

    /** All at once, and not for long: one that waits for Kafka ends with the process. */
    private Future<?> closeSources() {
        List<Future<Object>> closed = Stream.<Source<?>>of(
                        backend.counts(), backend.activity(), backend.rejected(), backend.audits())
                .map(source -> vertx.executeBlocking(
                        () -> {
                            source.close();
                            return null;
                        },
                        false))
                .toList();
        return Future.join(closed)
                .timeout(SOURCES_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }
}
