package io.coursepulse.web.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session cookies: the time when the session expires and a number that tells it from others, signed with the password.
 * Sessions survive a restart, are valid on every server with the same password, and end when it is changed. Only those that
 * were ended before their time are kept, on this server and until it stops. Used on one event loop only.
 */
final class SessionTokens {

    static final Duration LIFETIME = Duration.ofDays(30);

    private static final String PURPOSE = "coursepulse session until ";

    private static final int NUMBER_BYTES = 12;

    /** Nobody without the password can add to them. */
    private static final int MAX_ENDED = 100_000;

    private static final Pattern TOKEN = Pattern.compile("(\\d{1,12})\\.([0-9a-f]{24})\\.([0-9a-f]{64})");

    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Boolean> ended = Caffeine.newBuilder()
            .maximumSize(MAX_ENDED)
            .expireAfterWrite(LIFETIME)
            .build();
    private final Clock clock;
    private final byte[] key;

    SessionTokens(Clock clock, Secret password) {
        this.clock = clock;
        this.key = password.bytes();
    }

    /** A new token. */
    String create() {
        byte[] number = new byte[NUMBER_BYTES];
        random.nextBytes(number);
        String session = clock.instant().plus(LIFETIME).getEpochSecond() + "."
                + HexFormat.of().formatHex(number);
        return session + "." + signature(session);
    }

    /** Whether {@code token} is signed with this password, has not expired and has not been ended. */
    boolean isValid(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return false;
        }
        boolean signed = MessageDigest.isEqual(
                signature(parts.group(1) + "." + parts.group(2)).getBytes(StandardCharsets.UTF_8),
                parts.group(3).getBytes(StandardCharsets.UTF_8));
        return signed
                && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts.group(1))))
                && ended.getIfPresent(token) == null;
    }

    /** Ends a session before its time. */
    void end(String token) {
        if (isValid(token)) {
            ended.put(token, true);
        }
    }

    private String signature(String session) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((PURPOSE + session).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
