package io.coursepulse.visit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.enrich.Client;
import io.coursepulse.enrich.Clients;
import io.coursepulse.enrich.Escapes;
import io.coursepulse.enrich.KeywordNormalizer;
import io.coursepulse.enrich.Regions;
import io.coursepulse.enrich.SearchEngines;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineParser;
import io.coursepulse.log.LogLine;
import io.coursepulse.log.RejectReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides what becomes of a line, and makes a visit of one that counts. The same rules, blacklist and line always give
 * the same answer. Never throws on account of a line's bytes. Used by one thread.
 */
public final class LineClassifier {

    /** What DNS allows; what is longer is no host, and not worth remembering. */
    private static final int MAX_HOST_LENGTH = 255;

    /** Longer referrers are not remembered: a few of them would fill the memo, and hardly one comes again. */
    private static final int MAX_CACHED_REFERRER_LENGTH = 1_024;

    private static final String NO_ENGINE = "";
    private static final String NO_KEYWORD = "";

    private final LineParser parser;
    private final CoursePages coursePages;
    private final ZoneId zone;
    private final LogLine line = new LogLine();
    private final LogLine.Slice courseId = new LogLine.Slice();
    private final ByteSliceCache<String> courses =
            new ByteSliceCache<>(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    private final SearchEngines searchEngines = SearchEngines.load();
    private final ByteSliceCache<String> engines;
    private final ByteSliceCache<String> keywords;
    private final ByteSliceCache<Client> clients;
    private final Regions regions;
    private final boolean countsRobots;
    private Blacklist blacklist = Blacklist.EMPTY;
    private ByteSliceCache<Boolean> blockedAgents = blockedAgents(blacklist);
    private long cachedMinute = Long.MIN_VALUE;
    private LocalDateTime localMinute;
    private RejectReason reason;
    private Visit visit;

    /** Loads what lines are enriched with, if this process has not yet: that takes some seconds. */
    public LineClassifier(LineRules rules) {
        parser = rules.format().parser(rules.zone());
        coursePages = rules.coursePages();
        zone = rules.zone();
        countsRobots = rules.robots() == RobotPolicy.COUNT;
        engines = new ByteSliceCache<>(bytes -> searchEngines
                .ofHost(new String(bytes, StandardCharsets.ISO_8859_1))
                .orElse(NO_ENGINE));
        keywords = new ByteSliceCache<>(this::keywordOf);
        clients = new ByteSliceCache<>(Clients.shared()::of);
        regions = Regions.shared();
    }

    /** Judges the line in {@code bytes[start, end)}, without its line terminator. */
    public Outcome classify(byte[] bytes, int start, int end, Blacklist blacklist) {
        Outcome outcome = outcomeOf(bytes, start, end, blacklist);
        if (outcome == Outcome.COUNTED) {
            Client client = client();
            String engine = engine();
            visit = new Visit(
                    minute(line.epochSecond()),
                    course(),
                    engine,
                    engine.isEmpty() ? NO_KEYWORD : normalizedKeyword(),
                    region(),
                    client.name(),
                    client.kind().label());
        }
        return outcome;
    }

    /** Gives the answer of {@link #classify} without making a visit, for those who need no more than course and time. */
    public Outcome outcomeOf(byte[] bytes, int start, int end, Blacklist blacklist) {
        Optional<RejectReason> refusal = parser.parse(bytes, start, end, line);
        if (refusal.isPresent()) {
            reason = refusal.get();
            return Outcome.REJECTED;
        }
        if (!coursePages.find(line, courseId)) {
            return Outcome.OTHER_PAGE;
        }
        if (isBlocked(blacklist)) {
            return Outcome.BLACKLISTED;
        }
        return client().robot() && !countsRobots ? Outcome.ROBOT : Outcome.COUNTED;
    }

    private boolean isBlocked(Blacklist list) {
        return list.blocksClient(
                        line.bytes(), line.client().start(), line.client().end())
                || list.blocksAnyCourse() && list.blocksCourse(course())
                || list.blocksAnyAgent() && blocksAgent(list);
    }

    private boolean blocksAgent(Blacklist list) {
        if (list != blacklist) {
            blacklist = list;
            blockedAgents = blockedAgents(list);
        }
        LogLine.Slice agent = line.userAgent();
        // As in client(): the memo is for what comes again.
        return agent.end() - agent.start() > Clients.MAX_LENGTH
                ? list.blocksAgent(line.text(agent))
                : blockedAgents.get(line.bytes(), agent);
    }

    private static ByteSliceCache<Boolean> blockedAgents(Blacklist list) {
        return new ByteSliceCache<>(
                bytes -> list.blocksAgent(new String(Escapes.unescapeLogField(bytes), StandardCharsets.UTF_8)));
    }

    /** Why the last line was refused, after {@link #classify} has answered {@link Outcome#REJECTED}. */
    public RejectReason reason() {
        return reason;
    }

    /** The visit of the last line, after {@link #classify} has answered {@link Outcome#COUNTED}. */
    public Visit visit() {
        return visit;
    }

    /** When the request of the last line was made, which was not refused, in seconds since 1970-01-01T00:00Z. */
    public long epochSecond() {
        return line.epochSecond();
    }

    /** The fields of the last line, unless it was refused; valid until the next line. */
    LogLine line() {
        return line;
    }

    /** The course of the last line, which asked for a course page. */
    public String course() {
        return courses.get(line.bytes(), courseId);
    }

    private LocalDateTime minute(long epochSecond) {
        long minute = Math.floorDiv(epochSecond, 60L);
        if (minute != cachedMinute) {
            // Offsets are whole minutes everywhere since 1972, so that local minutes begin with those of the epoch.
            localMinute = LocalDateTime.ofInstant(Instant.ofEpochSecond(minute * 60), zone);
            cachedMinute = minute;
        }
        return localMinute;
    }

    /** The search engine that sent the visitor of the last line, which was not refused; empty if none did. */
    String engine() {
        return engine(line.bytes(), line.referrer().start(), line.referrer().end());
    }

    private String engine(byte[] bytes, int start, int end) {
        int host = SearchEngines.hostStart(bytes, start, end);
        int hostEnd = SearchEngines.hostEnd(bytes, host, end);
        boolean isHost = hostEnd > host && hostEnd - host <= MAX_HOST_LENGTH;
        return isHost ? engines.get(bytes, host, hostEnd) : NO_ENGINE;
    }

    /** What the visitor of the last line, which was not refused, has searched for, in the visitor's own spelling. */
    Optional<String> keyword() {
        return searchKeyword(referrer());
    }

    /** What {@link #keyword} is counted as; empty if it is not counted. */
    private String normalizedKeyword() {
        LogLine.Slice referrer = line.referrer();
        return referrer.end() - referrer.start() > MAX_CACHED_REFERRER_LENGTH
                ? keywordOf(referrer())
                : keywords.get(line.bytes(), referrer);
    }

    private String keywordOf(byte[] referrer) {
        return searchKeyword(referrer).map(KeywordNormalizer::normalize).orElse(NO_KEYWORD);
    }

    private Optional<String> searchKeyword(byte[] referrer) {
        String engine = engine(referrer, 0, referrer.length);
        return engine.isEmpty() ? Optional.empty() : searchEngines.keyword(engine, referrer);
    }

    private byte[] referrer() {
        return Arrays.copyOfRange(
                line.bytes(), line.referrer().start(), line.referrer().end());
    }

    /** Where the visitor of the last line is, which was not refused. */
    String region() {
        return regions.of(line.bytes(), line.client().start(), line.client().end());
    }

    /** The program of the visitor of the last line, which was not refused. */
    Client client() {
        LogLine.Slice userAgent = line.userAgent();
        // The memo is for what comes again, and would be filled by a few of these.
        return userAgent.end() - userAgent.start() > Clients.MAX_LENGTH
                ? Client.TOO_LONG
                : clients.get(line.bytes(), userAgent);
    }
}
