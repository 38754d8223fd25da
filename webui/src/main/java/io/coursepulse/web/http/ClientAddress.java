package io.coursepulse.web.http;

import io.vertx.ext.web.RoutingContext;

/** Who asks. */
final class ClientAddress {

    private static final int LONGEST = 45;

    private final boolean behindProxy;

    /** @param behindProxy every request comes through a proxy that appends the asker's address to X-Forwarded-For */
    ClientAddress(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    String of(RoutingContext context) {
        String forwarded = behindProxy ? context.request().getHeader("X-Forwarded-For") : null;
        if (forwarded != null) {
            String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
            if (!last.isEmpty() && last.length() <= LONGEST) {
                return last;
            }
        }
        return context.request().remoteAddress() == null
                ? "unknown"
                : context.request().remoteAddress().hostAddress();
    }
}
