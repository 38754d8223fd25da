package io.coursepulse.web.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Headers that let browsers load only files of this server: no inline script or style, nothing from other sites. */
final class SecurityHeaders implements Handler<RoutingContext> {

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private static final String ONE_YEAR = "max-age=31536000";

    private final boolean tls;

    SecurityHeaders(boolean tls) {
        this.tls = tls;
    }

    @Override
    public void handle(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (tls) {
            context.response().putHeader("Strict-Transport-Security", ONE_YEAR);
        }
        context.next();
    }
}
