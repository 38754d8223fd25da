package io.coursepulse.visit;

import io.coursepulse.enrich.Client;
import io.coursepulse.log.LogLine;
import io.coursepulse.log.RejectReason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * What there is to know about one line, as text, for people and other programs: the pipeline itself counts without it.
 * Whatever is unknown is null; of a refused line that is all but outcome and reason.
 *
 * @param ip the client's address, or its host name
 * @param time when, in the configured zone
 * @param path the URI without scheme, host, query and fragment
 * @param course the course's id, if the path is a course page's
 * @param beyond what is known of the line although it does not stand in it
 * @param reason why the line was refused
 */
public record LineRecord(
        String ip,
        OffsetDateTime time,
        String method,
        String path,
        String course,
        Integer status,
        String referrer,
        Beyond beyond,
        Outcome outcome,
        RejectReason reason) {

    /**
     * What is looked up.
     *
     * @param engine the search engine that sent the visitor
     * @param keyword what the visitor has searched for
     * @param region where the visitor is, in ISO 3166; {@code ZZ} if that cannot be told
     * @param client the visitor's browser or program; {@code Unknown} if it does not say
     * @param device the kind of device it runs on, as Yauaa names it
     */
    public record Beyond(String engine, String keyword, String region, String client, String device) {

        private static final Beyond NOTHING = new Beyond(null, null, null, null, null);

        /** Of the line that {@code judge} has judged last, and not refused: the one place where these come from. */
        private static Beyond of(LineJudge judge) {
            String engine = judge.engine();
            Client client = judge.client();
            return new Beyond(
                    engine.isEmpty() ? null : engine,
                    judge.keyword().orElse(null),
                    judge.region(),
                    client.name(),
                    client.device());
        }
    }

    /**
     * The record of a line that has just been judged.
     *
     * @param outcome what {@code judge} has answered
     */
    public static LineRecord of(LineJudge judge, Outcome outcome, ZoneId zone) {
        if (outcome == Outcome.REJECTED) {
            return new LineRecord(null, null, null, null, null, null, null, Beyond.NOTHING, outcome, judge.reason());
        }
        LogLine line = judge.line();
        LogLine.Slice path = new LogLine.Slice();
        line.path(path);
        return new LineRecord(
                text(line, line.client()),
                Instant.ofEpochSecond(line.epochSecond()).atZone(zone).toOffsetDateTime(),
                text(line, line.method()),
                text(line, path),
                outcome == Outcome.OTHER_PAGE ? null : judge.course(),
                line.status(),
                text(line, line.referrer()),
                Beyond.of(judge),
                outcome,
                null);
    }

    private static String text(LogLine line, LogLine.Slice field) {
        return field.isEmpty() ? null : line.text(field);
    }
}
