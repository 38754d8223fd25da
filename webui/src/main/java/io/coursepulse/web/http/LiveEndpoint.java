package io.coursepulse.web.http;

import io.coursepulse.web.day.Filter;
import io.coursepulse.web.live.LiveClients;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.Optional;

/**
 * {@code GET /live?day=20171111&course=112&engine=baidu}: the WebSocket on which a browser hears a day's counts; without a
 * day, today's.
 */
final class LiveEndpoint implements Handler<RoutingContext> {

    static final String PATH = "/live";

    private static final short POLICY = 1008;

    private final LiveClients clients;
    private final Limits limits;

    LiveEndpoint(LiveClients clients, Limits limits) {
        this.clients = clients;
        this.limits = limits;
    }

    @Override
    public void handle(RoutingContext context) {
        String text = context.request().getParam("day");
        Optional<LocalDate> day = text == null ? Optional.empty() : Optional.of(DayRequest.day(text));
        Filter filter = DayRequest.filter(context);
        if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
            Errors.send(context, 426, "This path speaks WebSocket");
        } else if (Origins.isForeign(context)) {
            Errors.send(context, 403, Origins.REFUSAL);
        } else if (clients.closing()) {
            Errors.send(context, 503, "The server stops");
        } else {
            Runnable gone = limits.placeForWebSocket(context);
            if (gone != null) {
                context.request()
                        .toWebSocket()
                        .onSuccess(socket -> {
                            // Nothing is expected from a browser but pongs.
                            socket.frameHandler(frame -> {
                                if (frame.isText() || frame.isBinary()) {
                                    socket.close(POLICY, "this line is for listening");
                                }
                            });
                            clients.add(new WebSocketConnection(socket), day, filter, gone);
                        })
                        .onFailure(e -> gone.run());
            }
        }
    }
}
