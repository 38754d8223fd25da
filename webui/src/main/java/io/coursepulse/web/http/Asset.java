package io.coursepulse.web.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** One of the page's files, plain and compressed. */
record Asset(String type, String etag, Buffer plain, Buffer gzipped) {

    static Asset of(String name, byte[] content) throws IOException {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(content);
        }
        return new Asset(
                type(name), Responses.etag(content), Buffer.buffer(content), Buffer.buffer(gzipped.toByteArray()));
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            case ".json" -> "application/json; charset=utf-8";
            default -> throw new IllegalArgumentException("No media type for " + name);
        };
    }
}
