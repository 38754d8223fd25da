package io.coursepulse.web.http;

import io.coursepulse.web.WebSettings;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** How much one address may ask for. Used on one event loop only. */
final class Limits implements Handler<RoutingContext> {

    private static final int BURST_SECONDS = 5;

    private final WebSettings.Limits limits;
    private final ClientAddress addresses;
    private final RateLimit requests;
    private final Map<String, Integer> liveByAddress = new HashMap<>();
    private int live;

    Limits(WebSettings.Limits limits) {
        this.limits = limits;
        this.addresses = new ClientAddress(limits.behindProxy());
        this.requests = new RateLimit(
                limits.requestsPerSecond(), (double) BURST_SECONDS * limits.requestsPerSecond(), System::nanoTime);
    }

    @Override
    public void handle(RoutingContext context) {
        // Whether this process lives is asked by what would end it otherwise.
        if (context.request().path().equals(HealthApi.ALIVE) || requests.allows(addresses.of(context))) {
            context.next();
            return;
        }
        context.response().putHeader("Retry-After", "1");
        Errors.send(
                context, 429, "More than " + limits.requestsPerSecond() + " requests a second; try again in a second");
    }

    /**
     * Takes a place for a WebSocket; if there is none left, answers so.
     *
     * @return what gives the place back; null if there is none
     */
    Runnable placeForWebSocket(RoutingContext context) {
        String address = addresses.of(context);
        int open = liveByAddress.getOrDefault(address, 0);
        if (live >= limits.live()) {
            Errors.send(context, 503, "The server has as many open pages as it may; try again later");
            return null;
        }
        if (open >= limits.livePerAddress()) {
            Errors.send(context, 429, "This address has " + open + " open pages, as many as one may");
            return null;
        }
        live++;
        liveByAddress.put(address, open + 1);
        return () -> {
            live--;
            liveByAddress.computeIfPresent(address, (any, left) -> left == 1 ? null : left - 1);
        };
    }
}
