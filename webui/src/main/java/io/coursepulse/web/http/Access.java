package io.coursepulse.web.http;

import io.coursepulse.web.WebSettings;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Set;

/**
 * Who may read and who may change. Reading is open, or asks for the password: in an {@code Authorization} header, or by a
 * cookie that {@link #begin} gives for it. Changing needs the admin token in an {@code Authorization} header, which no other
 * site's page can send.
 */
final class Access {

    static final String SESSION = "/api/v1/session";
    static final String LOGIN_PAGE = "/login";

    private static final String COOKIE = "coursepulse";
    private static final double GUESSES_PER_SECOND = 0.5;
    private static final double GUESSES_AT_ONCE = 10;
    private static final Set<String> OPEN =
            Set.of(LOGIN_PAGE, SESSION, DimensionsScript.PATH, HealthApi.ALIVE, HealthApi.READY);

    private final Secret password;
    private final Secret adminToken;
    private final boolean secure;
    private final Sessions sessions;
    private final ClientAddress addresses;
    private final RateLimit guesses;

    Access(WebSettings settings, Clock clock) {
        this.password = new Secret(settings.password());
        this.adminToken = new Secret(settings.adminToken());
        this.secure = settings.tls().isPresent();
        this.sessions = new Sessions(clock, password);
        this.addresses = new ClientAddress(settings.limits().behindProxy());
        this.guesses = new RateLimit(GUESSES_PER_SECOND, GUESSES_AT_ONCE, System::nanoTime);
    }

    /** Lets pass whoever may read. */
    Handler<RoutingContext> reading() {
        return context -> {
            String path = context.request().path();
            if (password.isEmpty() || OPEN.contains(path) || path.startsWith("/assets/") || hasSession(context)) {
                context.next();
            } else if (context.request().getHeader(HttpHeaders.AUTHORIZATION) != null) {
                String given = context.request().getHeader(HttpHeaders.AUTHORIZATION);
                if (!mayGuess(context)) {
                    return;
                }
                // Who may change may read.
                if (password.isIn(given) || (!adminToken.isEmpty() && adminToken.isIn(given))) {
                    guesses.refund(addresses.of(context));
                    context.next();
                } else {
                    refuse(context, "The password is wrong");
                }
            } else if (wantsPage(context)) {
                context.response()
                        .setStatusCode(303)
                        .putHeader(HttpHeaders.LOCATION, LOGIN_PAGE)
                        .end();
            } else {
                refuse(
                        context,
                        "Reading needs the password: in a header Authorization: Bearer PASSWORD, or see " + LOGIN_PAGE);
            }
        };
    }

    /** Lets pass whoever may change. */
    Handler<RoutingContext> changing() {
        return context -> {
            if (Origins.isForeign(context)) {
                Errors.send(context, 403, Origins.REFUSAL);
            } else if (adminToken.isEmpty()) {
                Errors.send(context, 403, "Changes are switched off: web.admin-token is not set");
            } else if (mayGuess(context)) {
                if (adminToken.isIn(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
                    guesses.refund(addresses.of(context));
                    context.next();
                } else {
                    refuse(context, "Changes need the admin token: in a header Authorization: Bearer TOKEN");
                }
            }
        };
    }

    /** {@code POST /api/v1/session} with {@code {"password":"..."}} begins a session. */
    void begin(RoutingContext context) {
        if (Origins.isForeign(context)) {
            Errors.send(context, 403, Origins.REFUSAL);
        } else if (mayGuess(context)) {
            if (password.isEmpty()) {
                // Whoever asks may read anyway.
                context.response().setStatusCode(204).end();
            } else if (password.is(given(context))) {
                guesses.refund(addresses.of(context));
                context.response().addCookie(cookie(sessions.begin()).setMaxAge(Sessions.LENGTH.toSeconds()));
                context.response().setStatusCode(204).end();
            } else {
                refuse(context, "The password is wrong");
            }
        }
    }

    /** {@code DELETE /api/v1/session} ends it in this browser. */
    void end(RoutingContext context) {
        context.response().addCookie(cookie("").setMaxAge(0));
        context.response().setStatusCode(204).end();
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT);
    }

    private static String given(RoutingContext context) {
        try {
            JsonObject json = context.body().asJsonObject();
            return json == null ? "" : json.getString("password", "");
        } catch (DecodeException | ClassCastException e) {
            return "";
        }
    }

    private boolean hasSession(RoutingContext context) {
        Cookie cookie = context.request().getCookie(COOKIE);
        return cookie != null && sessions.holds(cookie.getValue());
    }

    private boolean mayGuess(RoutingContext context) {
        if (guesses.allows(addresses.of(context))) {
            return true;
        }
        Errors.send(context, 429, "Too many wrong passwords; try again in some seconds");
        return false;
    }

    private static boolean wantsPage(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return context.request().method() == HttpMethod.GET
                && !context.request().path().startsWith("/api/")
                && accept != null
                && accept.contains("text/html");
    }

    private static void refuse(RoutingContext context, String message) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        Errors.send(context, 401, message);
    }
}
