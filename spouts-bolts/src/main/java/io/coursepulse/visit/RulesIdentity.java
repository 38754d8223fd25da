package io.coursepulse.visit;

import io.coursepulse.enrich.EnrichmentData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Which rules decide what becomes of a line, apart from the blacklist: the settings, the data files' versions, and the
 * version of the code. Two topologies with the same identity decide the same about every line. Each batch pins it, so that
 * a replay does not mix two judgements.
 *
 * @param id a positive number that changes with any of them: 63 bits of the description's SHA-256
 * @param description all of them, in one line
 */
public record RulesIdentity(long id, String description) {

    /**
     * The version of the code that classifies lines. To be raised with every change after which some line has another
     * outcome, or is counted under another key; {@code RulesIdentityTest} notices some of them.
     */
    static final int CODE_VERSION = 2;

    /** Lines that were counted before identities were kept. */
    public static final long UNKNOWN = 0;

    /** The identity of {@code rules} with the data files of this program. Reads them all. */
    public static RulesIdentity of(LineRules rules) {
        StringJoiner description = new StringJoiner(", ");
        description.add("code " + CODE_VERSION);
        description.add("format " + rules.format().name().toLowerCase(Locale.ROOT));
        description.add("course pages " + rules.coursePages());
        description.add("statuses " + rules.statuses());
        description.add("robots " + rules.robots().name().toLowerCase(Locale.ROOT));
        description.add("zone " + rules.zone());
        EnrichmentData.versions().forEach((name, version) -> description.add(name + " " + version));
        return new RulesIdentity(positiveHash(description.toString()), description.toString());
    }

    private static long positiveHash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Math.max(1, ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
