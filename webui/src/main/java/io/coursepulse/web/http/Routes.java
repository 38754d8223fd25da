package io.coursepulse.web.http;

import io.coursepulse.web.WebSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;

/** Every path the server answers. */
public final class Routes {

    /** More than three beats: an open WebSocket is never idle that long. */
    private static final int IDLE_SECONDS = 60;

    /** Browsers send nothing on the WebSocket but pongs. */
    private static final int LARGEST_FRAME_RECEIVED = 4 * 1024;

    private static final int LARGEST_BODY = 8 * 1024;

    private Routes() {}

    /** Fails if a file of the page is missing from the class path. */
    public static Router of(Vertx vertx, ServerContext served, WebSettings settings, Metrics metrics) {
        Access access = new Access(settings, served.clock());
        Limits limits = new Limits(settings.limits());
        HealthApi health = new HealthApi(served);
        StateApi state = new StateApi(served);

        Router router = Router.router(vertx);
        Errors.handle(router);
        metrics.observe(served);
        router.route().handler(new SecurityHeaders(settings.tls().isPresent()));
        router.route().handler(limits);
        router.route().handler(access.reading());

        router.get(HealthApi.ALIVE).handler(health::alive);
        router.get(HealthApi.READY).handler(health::ready);
        router.get(Metrics.PATH).handler(metrics::send);
        new DayApi(served).routes(router);
        router.get(StateApi.LEDGER).handler(state::ledger);
        router.get(StateApi.ACTIVITY).handler(state::activity);
        router.get(StateApi.REJECTED).handler(state::rejected);
        router.get(StateApi.CATALOGUE).handler(state::catalogue);
        router.get(PipelineApi.PATH).handler(new PipelineApi(served.trust(), served.storm(), served.stormUi())::handle);
        BlacklistApi blacklist = new BlacklistApi(
                vertx, served.blacklist(), !settings.adminToken().isEmpty());
        router.get(BlacklistApi.PATH).handler(blacklist::list);
        // In a route of its own: Vert.x would have the body before it.
        router.route(BlacklistApi.ENTRIES).handler(access.changing());
        router.post(BlacklistApi.ENTRIES)
                .handler(body(BlacklistApi.LARGEST_BODY))
                .handler(blacklist::add);
        router.delete(BlacklistApi.ENTRIES).handler(blacklist::remove);
        router.get(OpenApi.PATH).handler(OpenApi.load()::handle);
        router.post(Access.SESSION).handler(body(LARGEST_BODY)).handler(access::begin);
        router.delete(Access.SESSION).handler(access::end);
        router.get(LiveEndpoint.PATH).handler(new LiveEndpoint(served.clients(), limits));
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(Assets.all());
        return router;
    }

    private static BodyHandler body(int largest) {
        return BodyHandler.create(false).setBodyLimit(largest);
    }

    /** How the server speaks HTTP. */
    public static HttpServerOptions options(WebSettings settings) {
        HttpServerOptions options = new HttpServerOptions()
                .setCompressionSupported(true)
                // A WebSocket that is compressed keeps a window of some 300 KB for each browser.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxWebSocketFrameSize(LARGEST_FRAME_RECEIVED)
                .setMaxWebSocketMessageSize(LARGEST_FRAME_RECEIVED);
        settings.tls().ifPresent(tls -> options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString())));
        return options;
    }
}
