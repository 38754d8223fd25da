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
 * @param enrichment what is known of the line although it does not stand in it
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
        Enrichment enrichment,
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
    public record Enrichment(String engine, String keyword, String region, String client, String device) {

        private static final Enrichment NONE = new Enrichment(null, null, null, null, null);

        /** Of the line that {@code classifier} has judged last, and not refused: the one place where these come from. */
        private static Enrichment of(LineClassifier classifier) {
            String engine = classifier.engine();
            Client client = classifier.client();
            return new Enrichment(
                    engine.isEmpty() ? null : engine,
                    classifier.keyword().orElse(null),
                    classifier.region(),
                    client.name(),
                    client.device());
        }
    }

    /**
     * The record of a line that has just been judged.
     *
     * @param outcome what {@code classifier} has answered
     */
    public static LineRecord of(LineClassifier classifier, Outcome outcome, ZoneId zone) {
        if (outcome == Outcome.REJECTED) {
            return new LineRecord(
                    null, null, null, null, null, null, null, Enrichment.NONE, outcome, classifier.reason());
        }
        LogLine line = classifier.line();
        LogLine.Slice path = new LogLine.Slice();
        line.path(path);
        return new LineRecord(
                text(line, line.client()),
                Instant.ofEpochSecond(line.epochSecond()).atZone(zone).toOffsetDateTime(),
                text(line, line.method()),
                text(line, path),
                outcome == Outcome.OTHER_PAGE ? null : classifier.course(),
                line.status(),
                text(line, line.referrer()),
                Enrichment.of(classifier),
                outcome,
                null);
    }

    private static String text(LogLine line, LogLine.Slice field) {
        return field.isEmpty() ? null : line.text(field);
    }
}
