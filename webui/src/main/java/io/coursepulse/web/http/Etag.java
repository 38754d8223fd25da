package io.coursepulse.web.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a body by its content. */
final class Etag {

    private Etag() {}

    /** Weak: the compressed body has the same name. */
    static String of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\"" + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Whether the asker has that body. */
    static boolean matches(HttpServerRequest request, String etag) {
        return etag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH));
    }
}
