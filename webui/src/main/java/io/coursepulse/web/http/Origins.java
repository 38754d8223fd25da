package io.coursepulse.web.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/** Tells the page of this server from pages of other sites. */
final class Origins {

    static final String CROSS_ORIGIN_MESSAGE =
            "Cross-origin request refused; a proxy in between must pass on the Host header";

    private Origins() {}

    /** Browsers let any page open a WebSocket or send a form to any server; the Origin header alone says which page it was. */
    static boolean isCrossOrigin(RoutingContext context) {
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
