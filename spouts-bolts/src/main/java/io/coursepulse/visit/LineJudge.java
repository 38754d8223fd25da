package io.coursepulse.visit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.enrich.Client;
import io.coursepulse.enrich.Clients;
import io.coursepulse.enrich.Escapes;
import io.coursepulse.enrich.Keyword;
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
public final class LineJudge {

    /** What DNS allows; what is longer is no host, and not worth remembering. */
    private static final int LONGEST_HOST = 255;

    /** Longer referrers are not remembered: a few of them would fill the memo, and hardly one comes again. */
    private static final int LONGEST_KNOWN_REFERRER = 1_024;

    private static final String NO_ENGINE = "";
    private static final String NO_KEYWORD = "";

    private final LineParser parser;
    private final CoursePages coursePages;
    private final ZoneId zone;
    private final LogLine line = new LogLine();
    private final LogLine.Slice courseId = new LogLine.Slice();
    private final SliceMemo<String> courses = new SliceMemo<>(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    private final SearchEngines searchEngines = SearchEngines.load();
    private final SliceMemo<String> engines;
    private final SliceMemo<String> keywords;
    private final SliceMemo<Client> clients;
    private final Regions regions;
    private final boolean countsRobots;
    private Blacklist blacklist = Blacklist.EMPTY;
    private SliceMemo<Boolean> blockedAgents = blockedAgents(blacklist);
    private long knownMinute = Long.MIN_VALUE;
    private LocalDateTime localMinute;
    private RejectReason reason;
    private Visit visit;

    /** Loads what lines are enriched with, if this process has not yet: that takes some seconds. */
    public LineJudge(LineRules rules) {
        parser = rules.format().parser(rules.zone());
        coursePages = rules.coursePages();
        zone = rules.zone();
        countsRobots = rules.robots() == Robots.COUNT;
        engines = new SliceMemo<>(bytes -> searchEngines
                .ofHost(new String(bytes, StandardCharsets.ISO_8859_1))
                .orElse(NO_ENGINE));
        keywords = new SliceMemo<>(this::keywordOf);
        clients = new SliceMemo<>(Clients.shared()::of);
        regions = Regions.shared();
    }

    /** Judges the line in {@code bytes[start, end)}, without its line terminator. */
    public Outcome judge(byte[] bytes, int start, int end, Blacklist blacklist) {
        Outcome outcome = decide(bytes, start, end, blacklist);
        if (outcome == Outcome.COUNTED) {
            Client client = client();
            String engine = engine();
            visit = new Visit(
                    minute(line.epochSecond()),
                    course(),
                    engine,
                    engine.isEmpty() ? NO_KEYWORD : countedKeyword(),
                    region(),
                    client.name(),
                    client.kind().label());
        }
        return outcome;
    }

    /** Gives the answer of {@link #judge} without making a visit, for those who need no more than course and time. */
    public Outcome decide(byte[] bytes, int start, int end, Blacklist blacklist) {
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
                || list.looksAtCourses() && list.blocksCourse(course())
                || list.looksAtAgents() && blocksAgent(list);
    }

    private boolean blocksAgent(Blacklist list) {
        if (list != blacklist) {
            blacklist = list;
            blockedAgents = blockedAgents(list);
        }
        LogLine.Slice agent = line.userAgent();
        // As in client(): the memo is for what comes again.
        return agent.end() - agent.start() > Clients.LONGEST
                ? list.blocksAgent(line.text(agent))
                : blockedAgents.get(line.bytes(), agent);
    }

    private static SliceMemo<Boolean> blockedAgents(Blacklist list) {
        return new SliceMemo<>(bytes -> list.blocksAgent(new String(Escapes.ofLog(bytes), StandardCharsets.UTF_8)));
    }

    /** Why the last line was refused, after {@link #judge} has answered {@link Outcome#REJECTED}. */
    public RejectReason reason() {
        return reason;
    }

    /** The visit of the last line, after {@link #judge} has answered {@link Outcome#COUNTED}. */
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
        if (minute != knownMinute) {
            // Offsets are whole minutes everywhere since 1972, so that local minutes begin with those of the epoch.
            localMinute = LocalDateTime.ofInstant(Instant.ofEpochSecond(minute * 60), zone);
            knownMinute = minute;
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
        boolean isHost = hostEnd > host && hostEnd - host <= LONGEST_HOST;
        return isHost ? engines.get(bytes, host, hostEnd) : NO_ENGINE;
    }

    /** What the visitor of the last line, which was not refused, has searched for, in the visitor's own spelling. */
    Optional<String> keyword() {
        return searchedFor(referrer());
    }

    /** What {@link #keyword} is counted as; empty if it is not counted. */
    private String countedKeyword() {
        LogLine.Slice referrer = line.referrer();
        return referrer.end() - referrer.start() > LONGEST_KNOWN_REFERRER
                ? keywordOf(referrer())
                : keywords.get(line.bytes(), referrer);
    }

    private String keywordOf(byte[] referrer) {
        return searchedFor(referrer).map(Keyword::counted).orElse(NO_KEYWORD);
    }

    private Optional<String> searchedFor(byte[] referrer) {
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
        return userAgent.end() - userAgent.start() > Clients.LONGEST
                ? Client.TOO_LONG
                : clients.get(line.bytes(), userAgent);
    }
}
