package io.coursepulse.web.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** A password or token that requests must have. It is compared in constant time. */
final class Secret {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** At a thousand guesses a second, 20 random letters and digits last longer than the universe. */
    private static final int UNGUESSABLE_LENGTH = 20;

    private final byte[] secret;

    Secret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether no secret is configured. */
    boolean isEmpty() {
        return secret.length == 0;
    }

    /** Whether it is so short, or not configured, that the number of attempts must be limited. */
    boolean isGuessable() {
        return secret.length < UNGUESSABLE_LENGTH;
    }

    boolean matches(String text) {
        return MessageDigest.isEqual(secret, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether an {@code Authorization} header has it: as a token, or as the password of any user. */
    boolean matchesHeader(String authorization) {
        return authorization != null
                && credentials(authorization).filter(this::matches).isPresent();
    }

    private static Optional<String> credentials(String authorization) {
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
