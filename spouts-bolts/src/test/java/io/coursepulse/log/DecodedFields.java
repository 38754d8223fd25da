package io.coursepulse.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The decoded fields of a line; missing fields are null. Only the reason is set for a rejected line. */
record DecodedFields(
        RejectReason rejection,
        String client,
        Instant time,
        String method,
        String uri,
        int status,
        String referrer,
        String userAgent) {

    /** Parses a line, given in ISO 8859-1. */
    static DecodedFields by(LineParser parser, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return by(parser, bytes, 0, bytes.length);
    }

    static DecodedFields by(LineParser parser, byte[] bytes, int start, int end) {
        LogLine line = new LogLine();
        Optional<RejectReason> rejection = parser.parse(bytes, start, end, line);
        return rejection
                .map(DecodedFields::rejected)
                .orElseGet(() -> new DecodedFields(
                        null,
                        text(line, line.client()),
                        Instant.ofEpochSecond(line.epochSecond()),
                        text(line, line.method()),
                        text(line, line.uri()),
                        line.status(),
                        text(line, line.referrer()),
                        text(line, line.userAgent())));
    }

    /** The expected result of parsing the line in a format. */
    static DecodedFields of(SampleLine line, LineFormat format) {
        boolean hasReferrer = format != LineFormat.COMMON;
        boolean hasUserAgent = format == LineFormat.COMBINED;
        return new DecodedFields(
                null,
                line.client(),
                line.time().toInstant(),
                line.method(),
                line.uri(),
                line.status(),
                hasReferrer ? line.referrer() : null,
                hasUserAgent ? line.userAgent() : null);
    }

    private static DecodedFields rejected(RejectReason reason) {
        return new DecodedFields(reason, null, null, null, null, 0, null, null);
    }

    private static String text(LogLine line, LogLine.Slice field) {
        return field.isEmpty() ? null : line.text(field);
    }
}
