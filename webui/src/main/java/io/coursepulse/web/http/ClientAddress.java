package io.coursepulse.web.http;

import io.vertx.ext.web.RoutingContext;

/**
 * The address of the client of a request. Behind a proxy it is the last one in X-Forwarded-For, which the proxy appended.
 * Vert.x's own handling of forwarded headers takes the first one, which the client can set to anything; so it is not used.
 */
final class ClientAddress {

    private static final int MAX_LENGTH = 45;

    private final boolean behindProxy;

    /** @param behindProxy every request comes through a proxy that appends the client's address to X-Forwarded-For */
    ClientAddress(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    String of(RoutingContext context) {
        String forwarded = behindProxy ? context.request().getHeader("X-Forwarded-For") : null;
        if (forwarded != null) {
            String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
            if (!last.isEmpty() && last.length() <= MAX_LENGTH) {
                return last;
            }
        }
        return context.request().remoteAddress() == null
                ? "unknown"
                : context.request().remoteAddress().hostAddress();
    }
}
