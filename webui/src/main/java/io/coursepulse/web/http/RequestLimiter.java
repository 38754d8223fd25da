package io.coursepulse.web.http;

import io.coursepulse.web.WebSettings;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Limits requests per second and open WebSockets of each address. Used on one event loop only. */
final class RequestLimiter implements Handler<RoutingContext> {

    private static final int BURST_SECONDS = 5;

    private final WebSettings.Limits limits;
    private final ClientAddress addresses;
    private final RateLimiter requests;
    private final Map<String, Integer> liveByAddress = new HashMap<>();
    private int live;

    RequestLimiter(WebSettings settings) {
        this.limits = settings.limits();
        this.addresses = new ClientAddress(settings.proxies());
        this.requests = new RateLimiter(
                limits.requestsPerSecond(), (double) BURST_SECONDS * limits.requestsPerSecond(), System::nanoTime);
    }

    @Override
    public void handle(RoutingContext context) {
        // A liveness probe that is refused would have the process killed.
        if (context.normalizedPath().equals(HealthApi.ALIVE) || requests.tryAcquire(addresses.of(context))) {
            context.next();
            return;
        }
        context.response().putHeader("Retry-After", "1");
        Errors.send(
                context,
                429,
                "Too many requests: more than " + limits.requestsPerSecond()
                        + " per second (web.limits.requests-per-second); try again in a second");
    }

    /**
     * Reserves a slot for a WebSocket, or answers with an error if all are in use.
     *
     * @return releases the slot, to be called once; empty if there was none
     */
    Optional<Runnable> acquireWebSocket(RoutingContext context) {
        String address = addresses.of(context);
        int open = liveByAddress.getOrDefault(address, 0);
        if (live >= limits.live()) {
            Errors.send(context, 503, "Too many open WebSockets (web.limits.live); try again later");
            return Optional.empty();
        }
        if (open >= limits.livePerAddress()) {
            Errors.send(
                    context,
                    429,
                    "This address has " + open + " open WebSockets, the most allowed (web.limits.live-per-address)");
            return Optional.empty();
        }
        live++;
        liveByAddress.put(address, open + 1);
        return Optional.of(() -> {
            live--;
            liveByAddress.computeIfPresent(address, (same, left) -> left == 1 ? null : left - 1);
        });
    }
}
