package io.coursepulse.visit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.enrich.Clients;
import io.coursepulse.enrich.Escapes;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineParser;
import io.coursepulse.log.LogLine;
import io.coursepulse.log.RejectReason;
import io.coursepulse.log.ServedStatuses;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Decides what becomes of a line, and makes a visit of one that counts. The same rules, blacklist and line always give
 * the same answer. Never throws on account of a line's bytes. Used by one thread.
 */
public final class LineClassifier {

    private final LineParser parser;
    private final CoursePages coursePages;
    private final ServedStatuses statuses;
    private final ZoneId zone;
    private final LogLine line = new LogLine();
    private final LogLine.Slice courseId = new LogLine.Slice();
    private final ByteSliceCache<String> courses =
            new ByteSliceCache<>(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    private final VisitExtractor extractor = new VisitExtractor();
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
        statuses = rules.statuses();
        zone = rules.zone();
        countsRobots = rules.robots() == RobotPolicy.COUNT;
    }

    /** Classifies the line in {@code bytes[start, end)}, without its line terminator. */
    public Outcome classify(byte[] bytes, int start, int end, Blacklist blacklist) {
        Outcome outcome = outcomeOf(bytes, start, end, blacklist);
        if (outcome == Outcome.COUNTED) {
            visit = extractor.visit(minute(line.epochSecond()), course());
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
        if (!statuses.contains(line.status())) {
            return Outcome.NOT_SERVED;
        }
        if (isBlocked(blacklist)) {
            return Outcome.BLACKLISTED;
        }
        extractor.accept(line);
        return extractor.client().robot() && !countsRobots ? Outcome.ROBOT : Outcome.COUNTED;
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
        // The cache is for what comes again.
        return agent.end() - agent.start() > Clients.MAX_LENGTH
                ? list.blocksAgent(line.text(agent))
                : blockedAgents.get(line.bytes(), agent);
    }

    private static ByteSliceCache<Boolean> blockedAgents(Blacklist list) {
        return new ByteSliceCache<>(
                bytes -> list.blocksAgent(new String(Escapes.unescapeLogField(bytes), StandardCharsets.UTF_8)));
    }

    /** Why the last line was rejected, after {@link #classify} has answered {@link Outcome#REJECTED}. */
    public RejectReason reason() {
        return reason;
    }

    /** The visit of the last line, after {@link #classify} has answered {@link Outcome#COUNTED}. */
    public Visit visit() {
        return visit;
    }

    /** When the request of the last line was made, which was not rejected, in seconds since 1970-01-01T00:00Z. */
    public long epochSecond() {
        return line.epochSecond();
    }

    /** The fields of the last line, unless it was rejected; valid until the next line. */
    LogLine line() {
        return line;
    }

    /** What is known of the last line, unless it was rejected, by every dimension; valid until the next line. */
    VisitExtractor extractor() {
        extractor.accept(line);
        return extractor;
    }

    /** The course of the last line, which requested a course page. */
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
}
