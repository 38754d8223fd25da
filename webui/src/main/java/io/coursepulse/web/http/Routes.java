package io.coursepulse.web.http;

import io.coursepulse.web.WebSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** All paths of the server, in the order in which handlers see a request. */
public final class Routes {

    /** More than three heartbeats: an open WebSocket is never idle that long. */
    private static final int IDLE_SECONDS = 60;

    /** Clients send nothing on the WebSocket but pongs. */
    private static final int MAX_FRAME_BYTES = 4 * 1024;

    private static final int MAX_BODY_BYTES = 8 * 1024;

    /** With forward secrecy and authenticated encryption. */
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private Routes() {}

    /** @throws IllegalStateException if a file of the page is missing from the class path */
    public static Router of(Vertx vertx, ServerContext server, WebSettings settings, Metrics metrics) {
        AccessControl access = new AccessControl(settings, server.clock());
        RequestLimiter limits = new RequestLimiter(settings);
        HealthApi health = new HealthApi(server);
        StateApi state = new StateApi(server);

        Router router = Router.router(vertx);
        Errors.handle(router, access);
        metrics.observe(server);
        router.route().handler(new HostNames(settings));
        router.route().handler(new SecurityHeaders(settings.tls().isPresent()));
        router.route().handler(Errors::refuseMalformedPath);
        router.route().handler(limits);
        // Everything is closed, by its route, but what is open by name.
        Function<String, Route> open = path -> get(router, path);
        Function<String, Route> readers = path -> get(router, path).handler(access.readHandler());

        open.apply(HealthApi.ALIVE).handler(health::alive);
        open.apply(HealthApi.READY).handler(health::ready);
        readers.apply(Metrics.PATH).handler(metrics::send);
        new DayApi(server).routes(readers);
        readers.apply(StateApi.LEDGER).handler(state::ledger);
        readers.apply(StateApi.ACTIVITY).handler(state::activity);
        readers.apply(StateApi.REJECTED).handler(state::rejected);
        readers.apply(StateApi.CATALOGUE).handler(state::catalogue);
        readers.apply(PipelineApi.PATH)
                .handler(
                        new PipelineApi(server.ledger(), server.topologies(), server.stormUi(), server.topics())
                                ::handle);
        BlacklistApi blacklist = new BlacklistApi(
                vertx, server.blacklist(), !settings.adminToken().isEmpty());
        readers.apply(BlacklistApi.PATH).handler(blacklist::list);
        router.post(BlacklistApi.ENTRIES)
                .handler(access.readHandler())
                .handler(access.adminHandler())
                .handler(body(BlacklistApi.MAX_BODY_BYTES))
                .handler(blacklist::add);
        router.delete(BlacklistApi.ENTRIES)
                .handler(access.readHandler())
                .handler(access.adminHandler())
                .handler(blacklist::remove);
        readers.apply(OpenApi.PATH).handler(OpenApi.load()::handle);
        router.post(AccessControl.SESSION).handler(body(MAX_BODY_BYTES)).handler(access::createSession);
        router.delete(AccessControl.SESSION).handler(access::deleteSession);
        readers.apply(LiveEndpoint.PATH).handler(new LiveEndpoint(server.days(), server.clients(), limits));
        Assets.all().routes(open, readers);
        return router;
    }

    /** HEAD is answered as GET is, without the body. */
    private static Route get(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static BodyHandler body(int largest) {
        return BodyHandler.create(false).setBodyLimit(largest);
    }

    /** The options of the HTTP server. */
    public static HttpServerOptions options(WebSettings settings) {
        HttpServerOptions options = new HttpServerOptions()
                .setCompressionSupported(true)
                // WebSockets and limits are those of HTTP/1.1; HTTP/2 needs TLS, as in every browser.
                .setHttp2ClearTextEnabled(false)
                // Compression takes about 300 KB of memory for each WebSocket.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
                .setMaxWebSocketMessageSize(MAX_FRAME_BYTES);
        settings.tls().ifPresent(tls -> {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()));
            CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
        });
        return options;
    }
}
