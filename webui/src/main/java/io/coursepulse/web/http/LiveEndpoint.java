package io.coursepulse.web.http;

import io.coursepulse.web.live.LiveClients;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/** {@code GET /live?day=20171111}: the WebSocket on which a browser hears a day's counts; without a day, today's. */
final class LiveEndpoint implements Handler<RoutingContext> {

    static final String PATH = "/live";

    private final LiveClients clients;

    LiveEndpoint(LiveClients clients) {
        this.clients = clients;
    }

    @Override
    public void handle(RoutingContext context) {
        String text = context.request().getParam("day");
        Optional<LocalDate> day = text == null ? Optional.empty() : DayParameter.parse(text);
        if (text != null && day.isEmpty()) {
            Errors.send(context, 400, DayParameter.refusal(text));
        } else if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
            Errors.send(context, 426, "This path speaks WebSocket");
        } else if (fromAnotherSite(context)) {
            Errors.send(context, 403, "A page of another site may not listen; a proxy must pass on the Host header");
        } else {
            context.request().toWebSocket().onSuccess(socket -> clients.add(new WebSocketOutlet(socket), day));
        }
    }

    /** Browsers let any page open a WebSocket anywhere, and tell only by this header which page it was. */
    private static boolean fromAnotherSite(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return false;
        }
        try {
            return !context.request()
                    .getHeader(HttpHeaders.HOST)
                    .equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
