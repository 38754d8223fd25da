package io.coursepulse.web.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors as JSON: {@code {"error":{"status":400,"message":"..."}}}. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private Errors() {}

    static void send(RoutingContext context, int status, String message) {
        if (context.response().ended()) {
            return;
        }
        Responses.json(
                context,
                status,
                new JsonObject()
                        .put("error", new JsonObject().put("status", status).put("message", message))
                        .encode());
    }

    /** Answers the errors that no other handler has answered. Whether a path exists is not for everybody to know. */
    static void handle(Router router, AccessControl access) {
        // A client that breaks off in its body, by Vert.x's own handler of bodies, which takes no status for that.
        router.errorHandler(200, context -> send(context, 400, "Malformed request"));
        router.errorHandler(400, context -> send(context, 400, "Malformed request"));
        router.errorHandler(404, context -> sendToReaders(access, context, 404, "No such path"));
        router.errorHandler(405, context -> sendToReaders(access, context, 405, "Method not allowed for this path"));
        router.errorHandler(413, context -> send(context, 413, "The request's body is too large"));
        router.errorHandler(414, context -> send(context, 414, "The request's path is too long"));
        router.errorHandler(417, context -> send(context, 417, "Only 100-continue may be expected"));
        router.errorHandler(500, context -> {
            if (context.failure() instanceof DayRequest.BadRequestException bad) {
                send(context, 400, bad.getMessage());
                return;
            }
            LOG.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    context.failure());
            send(context, 500, "Internal server error; see the server's log");
        });
    }

    /** Refuses a path that is not well-formed: asking for its parts would throw. */
    static void refuseMalformedPath(RoutingContext context) {
        try {
            context.normalizedPath();
        } catch (IllegalArgumentException e) {
            send(context, 400, "The path is malformed: " + e.getMessage());
            return;
        }
        context.next();
    }

    private static void sendToReaders(AccessControl access, RoutingContext context, int status, String message) {
        if (access.admitsReader(context)) {
            send(context, status, message);
        }
    }
}
