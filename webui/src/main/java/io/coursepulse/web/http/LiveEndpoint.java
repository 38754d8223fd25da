package io.coursepulse.web.http;

import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.Filter;
import io.coursepulse.web.live.LiveClients;
import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.Optional;

/**
 * {@code GET /live?day=20171111&course=112&engine=baidu}: the WebSocket that sends a day's counts and their changes;
 * without a day, today's.
 */
final class LiveEndpoint implements Handler<RoutingContext> {

    static final String PATH = "/live";

    private final Days days;
    private final LiveClients clients;
    private final RequestLimiter limits;

    LiveEndpoint(Days days, LiveClients clients, RequestLimiter limits) {
        this.days = days;
        this.clients = clients;
        this.limits = limits;
    }

    @Override
    public void handle(RoutingContext context) {
        String text = context.request().getParam("day");
        Optional<LocalDate> day = text == null ? Optional.empty() : Optional.of(DayRequest.day(text));
        Filter filter = DayRequest.filter(context);
        if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
            Errors.send(context, 426, "WebSocket upgrade required");
        } else if (Origins.isCrossOrigin(context)) {
            Errors.send(context, 403, Origins.CROSS_ORIGIN_MESSAGE);
        } else if (clients.closing()) {
            Errors.send(context, 503, "The server is shutting down");
        } else if (day.isPresent() && !days.canWatch(day.get())) {
            Errors.send(
                    context,
                    503,
                    "Too many different days are being watched; try again later, or read this one at /api/v1/days/"
                            + text);
        } else {
            // Vert.x's own close waits for what is queued before it, and so for a client that does not read.
            Channel channel = ((HttpServerConnection) context.request().connection())
                    .channelHandlerContext()
                    .channel();
            limits.acquireWebSocket(context).ifPresent(releaseSlot -> context.request()
                    .toWebSocket()
                    .onSuccess(socket -> clients.add(
                            new WebSocketConnection(socket, channel, System::nanoTime), day, filter, releaseSlot))
                    .onFailure(e -> releaseSlot.run()));
        }
    }
}
