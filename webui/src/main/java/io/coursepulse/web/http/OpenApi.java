package io.coursepulse.web.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code GET /api/v1/openapi.json}: what the API answers, in OpenAPI's words. */
final class OpenApi {

    static final String PATH = "/api/v1/openapi.json";

    private final String document;

    private OpenApi(String document) {
        this.document = document;
    }

    static OpenApi load() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/web/openapi.json")) {
            return new OpenApi(new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)).encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void handle(RoutingContext context) {
        Responses.json(context, 200, document);
    }
}
