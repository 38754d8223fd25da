package io.coursepulse.web.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Answers in JSON. */
final class Json {

    private Json() {}

    static void send(RoutingContext context, int status, String json) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                // Counts move: an answer is never to be shown in place of a later one.
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json);
    }
}
