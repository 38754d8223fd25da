package io.coursepulse.web.http;

import io.coursepulse.web.WebSettings;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.time.Clock;
import java.util.List;

/**
 * Who may read and who may change. Reading is open, or needs the password in an {@code Authorization} header or a session
 * cookie from {@link #createSession}. Changes need the admin token in an {@code Authorization} header, which pages of other
 * sites cannot send. Used on one event loop only.
 */
final class AccessControl {

    static final String SESSION = "/api/v1/session";
    static final String LOGIN_PAGE = "/login";

    private static final String COOKIE = "coursepulse";
    private static final double ATTEMPTS_PER_SECOND = 0.5;
    private static final double ATTEMPT_BURST = 10;
    private final Secret password;
    private final Secret adminToken;
    private final boolean secure;
    private final SessionTokens sessions;
    private final ClientAddress addresses;
    private final RateLimiter attempts;

    AccessControl(WebSettings settings, Clock clock) {
        this.password = new Secret(settings.password());
        this.adminToken = new Secret(settings.adminToken());
        this.secure = settings.tls().isPresent();
        this.sessions = new SessionTokens(clock, password);
        this.addresses = new ClientAddress(settings.proxies());
        this.attempts = new RateLimiter(ATTEMPTS_PER_SECOND, ATTEMPT_BURST, System::nanoTime);
    }

    /**
     * Calls the next handler if the client may read. Each route has it or is open; it does not look at the path, of which
     * there are more spellings than routes.
     */
    SecurityPolicyHandler readHandler() {
        return context -> {
            if (admitsReader(context)) {
                context.next();
            }
        };
    }

    /** Whether the client may read; if not, the refusal has been sent. */
    boolean admitsReader(RoutingContext context) {
        if (password.isEmpty() || hasSession(context)) {
            return true;
        }
        String given = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (given != null) {
            // The admin token includes reading.
            return admits(context, List.of(password, adminToken), "The password is wrong");
        }
        if (acceptsHtml(context)) {
            context.response()
                    .setStatusCode(303)
                    .putHeader(HttpHeaders.LOCATION, LOGIN_PAGE)
                    .end();
        } else {
            sendUnauthorized(
                    context,
                    "Reading needs the password: send it in a header, Authorization: Bearer PASSWORD, or log in at "
                            + LOGIN_PAGE);
        }
        return false;
    }

    /** Calls the next handler if the client may change things. */
    SecurityPolicyHandler adminHandler() {
        return context -> {
            if (Origins.isCrossOrigin(context)) {
                Errors.send(context, 403, Origins.CROSS_ORIGIN_MESSAGE);
            } else if (adminToken.isEmpty()) {
                Errors.send(context, 403, "Changes are disabled: web.admin-token is not set");
            } else if (admits(
                    context,
                    List.of(adminToken),
                    "Changes need the admin token: send it in a header, Authorization: Bearer TOKEN")) {
                context.next();
            }
        };
    }

    /** Whether the {@code Authorization} header has one of the secrets; if not, the refusal has been sent. */
    private boolean admits(RoutingContext context, List<Secret> secrets, String refusal) {
        String given = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        // A secret that cannot be guessed at any rate is not refused because others guess.
        if (secrets.stream().anyMatch(secret -> !secret.isGuessable() && secret.matchesHeader(given))) {
            return true;
        }
        if (!tryAttempt(context)) {
            return false;
        }
        if (secrets.stream().anyMatch(secret -> !secret.isEmpty() && secret.matchesHeader(given))) {
            attempts.refund(addresses.of(context));
            return true;
        }
        sendUnauthorized(context, refusal);
        return false;
    }

    /** {@code POST /api/v1/session} with {@code {"password":"..."}}: sets a session cookie. */
    void createSession(RoutingContext context) {
        if (Origins.isCrossOrigin(context)) {
            Errors.send(context, 403, Origins.CROSS_ORIGIN_MESSAGE);
        } else if (tryAttempt(context)) {
            if (password.isEmpty()) {
                // Reading is open.
                context.response().setStatusCode(204).end();
            } else if (password.matches(submittedPassword(context))) {
                attempts.refund(addresses.of(context));
                context.response().addCookie(cookie(sessions.create()).setMaxAge(SessionTokens.LIFETIME.toSeconds()));
                context.response().setStatusCode(204).end();
            } else {
                sendUnauthorized(context, "The password is wrong");
            }
        }
    }

    /** {@code DELETE /api/v1/session} : ends the session and deletes the cookie. */
    void deleteSession(RoutingContext context) {
        if (Origins.isCrossOrigin(context)) {
            Errors.send(context, 403, Origins.CROSS_ORIGIN_MESSAGE);
            return;
        }
        Cookie ended = context.request().getCookie(COOKIE);
        if (ended != null) {
            sessions.end(ended.getValue());
        }
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

    private static String submittedPassword(RoutingContext context) {
        try {
            if (context.body().asJsonObject().getValue("password") instanceof String given) {
                return given;
            }
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            // Reported below.
        }
        throw new DayRequest.BadRequestException("The body must be JSON: {\"password\":\"...\"}");
    }

    private boolean hasSession(RoutingContext context) {
        Cookie cookie = context.request().getCookie(COOKIE);
        return cookie != null && sessions.isValid(cookie.getValue());
    }

    private boolean tryAttempt(RoutingContext context) {
        if (attempts.tryAcquire(addresses.of(context))) {
            return true;
        }
        Errors.send(context, 429, "Too many wrong passwords; try again in a few seconds");
        return false;
    }

    private static boolean acceptsHtml(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return context.request().method() == HttpMethod.GET
                && !context.normalizedPath().startsWith("/api/")
                && accept != null
                && accept.contains("text/html");
    }

    private static void sendUnauthorized(RoutingContext context, String message) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        Errors.send(context, 401, message);
    }
}
