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
 * What a browser holds once the password was given: when it ends, signed with the password. So sessions outlive a restart,
 * hold at every server with the same password, and end when it is changed.
 */
final class Sessions {

    static final Duration LENGTH = Duration.ofDays(30);

    private static final String PURPOSE = "coursepulse session until ";

    private final Clock clock;
    private final byte[] key;

    Sessions(Clock clock, Secret password) {
        this.clock = clock;
        this.key = password.bytes();
    }

    /** A new session. */
    String begin() {
        long end = clock.instant().plus(LENGTH).getEpochSecond();
        return end + "." + signature(end);
    }

    /** Whether {@code session} was begun here and has not ended. */
    boolean holds(String session) {
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
