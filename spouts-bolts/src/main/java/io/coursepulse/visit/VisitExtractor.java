package io.coursepulse.visit;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.enrich.Client;
import io.coursepulse.enrich.Clients;
import io.coursepulse.enrich.KeywordNormalizer;
import io.coursepulse.enrich.Regions;
import io.coursepulse.enrich.SearchEngines;
import io.coursepulse.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the value that a line has in each dimension. The only place to change for a new dimension: the compiler asks for
 * its value in {@link #counted}. Texts that come again and again are made from bytes once. Used by one thread.
 */
final class VisitExtractor {

    /** What DNS allows; what is longer is no host, and not worth remembering. */
    private static final int MAX_HOST_LENGTH = 255;

    /** Longer referrers are not remembered: a few of them would fill the cache, and hardly one comes again. */
    private static final int MAX_CACHED_REFERRER_LENGTH = 1_024;

    private static final String NO_ENGINE = Visit.NOT_COUNTED;

    private final SearchEngines searchEngines = SearchEngines.shared();
    private final ByteSliceCache<String> engines;
    private final ByteSliceCache<String> keywords = new ByteSliceCache<>(this::normalizedKeyword);
    private final ByteSliceCache<Client> clients = new ByteSliceCache<>(Clients.shared()::of);
    private final Regions regions = Regions.shared();

    /** Made once, not for every line. */
    private final Function<Dimension, String> counted = this::counted;

    private LogLine line;
    private String engine;
    private Client client;

    /** Loads what values are looked up in, if this process has not yet: that takes some seconds. */
    VisitExtractor() {
        engines = new ByteSliceCache<>(bytes -> searchEngines
                .ofHost(new String(bytes, StandardCharsets.ISO_8859_1))
                .orElse(NO_ENGINE));
    }

    /** Turns to a line that was not rejected; the other methods are about it, until its bytes change. */
    void accept(LogLine line) {
        this.line = line;
        client = clientOf(line);
        engine = null;
    }

    /** The program of the visitor. */
    Client client() {
        return client;
    }

    Visit visit(LocalDateTime minute, String course) {
        return new Visit(minute, course, counted);
    }

    /** What the visit counts as in a dimension. */
    private String counted(Dimension dimension) {
        return switch (dimension) {
            case COURSE, MINUTE -> Visit.ALL;
            case SEARCH -> engine();
            case KEYWORD -> engine().equals(NO_ENGINE) ? Visit.NOT_COUNTED : normalizedKeyword();
            case REGION ->
                regions.of(line.bytes(), line.client().start(), line.client().end());
            case CLIENT -> client.name();
            case DEVICE -> client.kind().label();
        };
    }

    /**
     * The value as it was found, for people to read, where it is counted in a simpler form: the keyword in the visitor's
     * own spelling, and the device's kind as Yauaa names it. Empty if there is none.
     */
    Optional<String> found(Dimension dimension) {
        return switch (dimension) {
            case KEYWORD -> keyword(referrer());
            case DEVICE -> Optional.of(client.device());
            default -> Optional.of(counted(dimension)).filter(value -> !value.equals(Visit.NOT_COUNTED));
        };
    }

    /** The search engine that sent the visitor, which two dimensions ask for. */
    private String engine() {
        if (engine == null) {
            engine = engine(
                    line.bytes(), line.referrer().start(), line.referrer().end());
        }
        return engine;
    }

    private String engine(byte[] bytes, int start, int end) {
        int host = SearchEngines.hostStart(bytes, start, end);
        int hostEnd = SearchEngines.hostEnd(bytes, host, end);
        boolean isHost = hostEnd > host && hostEnd - host <= MAX_HOST_LENGTH;
        return isHost ? engines.get(bytes, host, hostEnd) : NO_ENGINE;
    }

    private String normalizedKeyword() {
        LogLine.Slice referrer = line.referrer();
        return referrer.end() - referrer.start() > MAX_CACHED_REFERRER_LENGTH
                ? normalizedKeyword(referrer())
                : keywords.get(line.bytes(), referrer);
    }

    private String normalizedKeyword(byte[] referrer) {
        return keyword(referrer).map(KeywordNormalizer::normalize).orElse(Visit.NOT_COUNTED);
    }

    private Optional<String> keyword(byte[] referrer) {
        String engine = engine(referrer, 0, referrer.length);
        return engine.equals(NO_ENGINE) ? Optional.empty() : searchEngines.keyword(engine, referrer);
    }

    private byte[] referrer() {
        return Arrays.copyOfRange(
                line.bytes(), line.referrer().start(), line.referrer().end());
    }

    private Client clientOf(LogLine line) {
        LogLine.Slice userAgent = line.userAgent();
        // The cache is for what comes again, and would be filled by a few of these.
        return userAgent.end() - userAgent.start() > Clients.MAX_LENGTH
                ? Client.TOO_LONG
                : clients.get(line.bytes(), userAgent);
    }
}
