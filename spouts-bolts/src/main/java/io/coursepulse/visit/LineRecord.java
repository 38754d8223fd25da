package io.coursepulse.visit;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.log.LogLine;
import io.coursepulse.log.RejectReason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;

/**
 * What there is to know about one line, as text, for people and other programs: the pipeline itself counts without it.
 * Whatever is unknown is null; of a rejected line that is all but outcome and reason.
 *
 * @param ip the client's address, or its host name
 * @param time when, in the configured zone
 * @param path the URI without scheme, host, query and fragment
 * @param course the course's id, if the path is a course page's
 * @param values what was found for the dimensions that have values, as it was found: a keyword in the visitor's own
 *     spelling, a kind of device as Yauaa names it; without those that are unknown
 * @param reason why the line was rejected
 */
public record LineRecord(
        String ip,
        OffsetDateTime time,
        String method,
        String path,
        String course,
        Integer status,
        String referrer,
        Map<Dimension, String> values,
        Outcome outcome,
        RejectReason reason) {

    public LineRecord {
        values = Map.copyOf(values);
    }

    /**
     * The record of a line that has just been classified.
     *
     * @param outcome what {@code classifier} has answered
     */
    public static LineRecord of(LineClassifier classifier, Outcome outcome, ZoneId zone) {
        if (outcome == Outcome.REJECTED) {
            return new LineRecord(null, null, null, null, null, null, null, Map.of(), outcome, classifier.reason());
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
                values(classifier.extractor()),
                outcome,
                null);
    }

    private static Map<Dimension, String> values(VisitExtractor extractor) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (dimension.hasValue()) {
                extractor.found(dimension).ifPresent(value -> values.put(dimension, value));
            }
        }
        return values;
    }

    private static String text(LogLine line, LogLine.Slice field) {
        return field.isEmpty() ? null : line.text(field);
    }
}
