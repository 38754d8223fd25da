package io.coursepulse.web.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** A password or token that requests are to know. Comparing takes as long for a near miss as for a far one. */
final class Secret {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final byte[] secret;

    Secret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether nothing is asked for. */
    boolean isEmpty() {
        return secret.length == 0;
    }

    boolean is(String text) {
        return MessageDigest.isEqual(secret, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether an {@code Authorization} header has it: as a token, or as the password of any user. */
    boolean isIn(String authorization) {
        return authorization != null && given(authorization).filter(this::is).isPresent();
    }

    private static Optional<String> given(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            try {
                String user = new String(
                        Base64.getDecoder()
                                .decode(authorization.substring(BASIC.length()).strip()),
                        StandardCharsets.UTF_8);
                return Optional.of(user.substring(user.indexOf(':') + 1));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    byte[] bytes() {
        return secret.clone();
    }
}
