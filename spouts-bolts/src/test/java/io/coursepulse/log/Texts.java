package io.coursepulse.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A line's fields as texts, escapes undone; null for what is not there. Of a refused line only the reason is not null. */
record Texts(
        RejectReason refusal,
        String client,
        Instant time,
        String method,
        String uri,
        int status,
        String referrer,
        String userAgent) {

    /** What a parser makes of a line; a character of ISO 8859-1 for each byte. */
    static Texts by(LineParser parser, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return by(parser, bytes, 0, bytes.length);
    }

    static Texts by(LineParser parser, byte[] bytes, int start, int end) {
        LogLine line = new LogLine();
        Optional<RejectReason> refusal = parser.parse(bytes, start, end, line);
        return refusal.map(Texts::refused)
                .orElseGet(() -> new Texts(
                        null,
                        text(line, line.client()),
                        Instant.ofEpochSecond(line.epochSecond()),
                        text(line, line.method()),
                        text(line, line.uri()),
                        line.status(),
                        text(line, line.referrer()),
                        text(line, line.userAgent())));
    }

    /** What a parser has to make of the line that is written in a format. */
    static Texts of(SampleLine line, LineFormat format) {
        boolean hasReferrer = format != LineFormat.COMMON;
        boolean hasUserAgent = format == LineFormat.COMBINED;
        return new Texts(
                null,
                line.client(),
                line.time().toInstant(),
                line.method(),
                line.uri(),
                line.status(),
                hasReferrer ? line.referrer() : null,
                hasUserAgent ? line.userAgent() : null);
    }

    private static Texts refused(RejectReason reason) {
        return new Texts(reason, null, null, null, null, 0, null, null);
    }

    private static String text(LogLine line, LogLine.Slice field) {
        return field.isEmpty() ? null : line.text(field);
    }
}
