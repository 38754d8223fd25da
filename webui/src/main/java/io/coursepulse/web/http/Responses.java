package io.coursepulse.web.http;

import io.coursepulse.store.StoreException;
import io.coursepulse.web.day.Table;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Sends the responses of the API: JSON or CSV, with an ETag. */
final class Responses {

    /** A client gets 503 after this time: the store's own timeouts add up to more. */
    static final long TIMEOUT_SECONDS = 15;

    private static final int ETAG_BYTES = 12;

    private static final String JSON = "application/json; charset=utf-8";
    private static final String CSV = "text/csv; charset=utf-8";

    private Responses() {}

    static void json(RoutingContext context, int status, String json) {
        send(context, status, JSON, json);
    }

    static void json(RoutingContext context, JsonObject json) {
        json(context, 200, json.encode());
    }

    /**
     * Sends a table: as CSV for {@code ?format=csv} or {@code Accept: text/csv}, else as JSON with the fields of {@code head}
     * and {@code rows}. If {@code format} is given, as a download named {@code name}.
     */
    static void table(RoutingContext context, JsonObject head, String name, Table table) {
        String format = context.request().getParam("format");
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        if (format != null && !format.equals("csv") && !format.equals("json")) {
            Errors.send(context, 400, "format must be csv or json");
            return;
        }
        boolean csv = format == null ? accepted != null && accepted.startsWith("text/csv") : format.equals("csv");
        if (format != null) {
            context.response().putHeader("Content-Disposition", "attachment; filename=\"" + name + "." + format + "\"");
        }
        context.response().putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
        if (csv) {
            send(context, 200, CSV, csv(table));
        } else {
            json(context, head.copy().put("rows", rows(table)));
        }
    }

    private static JsonArray rows(Table table) {
        JsonArray rows = new JsonArray();
        for (List<Object> values : table.rows()) {
            JsonObject row = new JsonObject();
            for (int i = 0; i < values.size(); i++) {
                row.put(table.columns().get(i), values.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** By RFC 4180. */
    static String csv(Table table) {
        StringBuilder csv = new StringBuilder();
        line(csv, table.columns());
        table.rows().forEach(row -> line(csv, row));
        return csv.toString();
    }

    private static void line(StringBuilder csv, List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            csv.append(i == 0 ? "" : ",").append(field(String.valueOf(values.get(i))));
        }
        csv.append("\r\n");
    }

    private static String field(String text) {
        // A spreadsheet would run such a text as a formula; CSV libraries quote fields but do not guard against that.
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !text.matches("-?\\d+")
                ? "'" + text
                : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** Counts change, so clients revalidate their copy each time; one that is still current is not sent again. */
    private static void send(RoutingContext context, int status, String type, String text) {
        HttpServerResponse response =
                context.response().setStatusCode(status).putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (!response.headers().contains(HttpHeaders.VARY)) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (status == 200 && endIfFresh(context, etag(text.getBytes(StandardCharsets.UTF_8)))) {
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        end(context, Buffer.buffer(text));
    }

    /** Ends a response; that of HEAD has the body's length and not the body. */
    static void end(RoutingContext context, Buffer body) {
        if (context.request().method() == HttpMethod.HEAD) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()))
                    .end();
        } else {
            context.response().end(body);
        }
    }

    /** An ETag made of the content. It is weak, because the compressed body has the same one. */
    static String etag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\"" + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Sends the ETag; ends with 304 if the client's copy has it, and says whether it did. */
    static boolean endIfFresh(RoutingContext context, String etag) {
        if (context.request().headers().contains(HttpHeaders.IF_NONE_MATCH)) {
            // RFC 9110, 13.1.3: it is ignored then, but Vert.x would miss a Last-Modified to compare it with.
            context.request().headers().remove(HttpHeaders.IF_MODIFIED_SINCE);
        }
        if (!context.etag(etag).isFresh()) {
            return false;
        }
        context.response().setStatusCode(304).end();
        return true;
    }

    /** Answers 503 if the store is unavailable or too slow; any other failure is an error of the server. */
    static void sendFailure(RoutingContext context, Throwable e) {
        if (e instanceof StoreException.Unavailable) {
            Errors.send(context, 503, e.getMessage());
        } else if (e instanceof TimeoutException) {
            Errors.send(context, 503, "The store has not answered within " + TIMEOUT_SECONDS + " seconds");
        } else {
            context.fail(e);
        }
    }
}
