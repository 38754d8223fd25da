package io.coursepulse.web.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/** Which site's page a request comes from. */
final class Origins {

    static final String REFUSAL = "A page of another site may not do this; a proxy must pass on the Host header";

    private Origins() {}

    /** Browsers let any page open a WebSocket anywhere and send a form anywhere, and tell by this header alone which it was. */
    static boolean isForeign(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return false;
        }
        try {
            return !String.valueOf(context.request().getHeader(HttpHeaders.HOST))
                    .equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
