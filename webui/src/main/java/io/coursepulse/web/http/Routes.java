package io.coursepulse.web.http;

import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.StoreReads;
import io.coursepulse.web.live.LiveClients;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** Every path the server answers. */
public final class Routes {

    /** More than three beats: an open WebSocket is never idle that long. */
    private static final int IDLE_SECONDS = 60;

    /** Browsers send nothing on the WebSocket but pongs. */
    private static final int LARGEST_FRAME_RECEIVED = 4 * 1024;

    private Routes() {}

    /** Fails if a file of the page is missing from the class path. */
    public static Router of(Vertx vertx, Days days, StoreReads store, LiveClients clients) {
        Router router = Router.router(vertx);
        Errors.handle(router);
        router.route().handler(new SecurityHeaders());
        router.get(HealthApi.PATH).handler(new HealthApi(days, store, clients));
        router.get(DayApi.PATH).handler(new DayApi(days));
        router.get(LiveEndpoint.PATH).handler(new LiveEndpoint(clients));
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(Assets.load());
        return router;
    }

    /** How the server speaks HTTP. */
    public static HttpServerOptions options() {
        return new HttpServerOptions()
                .setCompressionSupported(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxWebSocketFrameSize(LARGEST_FRAME_RECEIVED)
                .setMaxWebSocketMessageSize(LARGEST_FRAME_RECEIVED);
    }
}
