package io.coursepulse.web.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session cookies: the time when the session expires, signed with the password. Nothing is kept on the server: sessions
 * survive a restart, are valid on every server with the same password, and end when it is changed.
 */
final class SessionTokens {

    static final Duration LIFETIME = Duration.ofDays(30);

    private static final String PURPOSE = "coursepulse session until ";

    private final Clock clock;
    private final byte[] key;

    SessionTokens(Clock clock, Secret password) {
        this.clock = clock;
        this.key = password.bytes();
    }

    /** A new token. */
    String create() {
        long end = clock.instant().plus(LIFETIME).getEpochSecond();
        return end + "." + signature(end);
    }

    /** Whether {@code session} is signed with this password and has not expired. */
    boolean isValid(String session) {
        int dot = session.indexOf('.');
        if (dot < 1 || dot > 12 || !session.substring(0, dot).matches("\\d+")) {
            return false;
        }
        long end = Long.parseLong(session.substring(0, dot));
        boolean signed = MessageDigest.isEqual(
                signature(end).getBytes(StandardCharsets.UTF_8),
                session.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
        return signed && clock.instant().isBefore(Instant.ofEpochSecond(end));
    }

    private String signature(long end) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((PURPOSE + end).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
