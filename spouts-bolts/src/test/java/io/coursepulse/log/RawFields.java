package io.coursepulse.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The result of parsing one line, which is surrounded by other bytes as in a chunk. */
record RawFields(
        RejectReason rejection,
        String client,
        Instant time,
        String method,
        String uri,
        int status,
        String referrer,
        String userAgent) {

    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static final byte[] AROUND = "\"7 \t".getBytes(StandardCharsets.ISO_8859_1);

    static RawFields by(LineFormat format, String line) {
        return by(format.parser(SHANGHAI), line);
    }

    static RawFields by(LineParser parser, String line) {
        byte[] bytes = new byte[line.length() + 2 * AROUND.length];
        System.arraycopy(AROUND, 0, bytes, 0, AROUND.length);
        System.arraycopy(line.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, AROUND.length, line.length());
        System.arraycopy(AROUND, 0, bytes, AROUND.length + line.length(), AROUND.length);
        LogLine fields = new LogLine();
        Optional<RejectReason> rejection = parser.parse(bytes, AROUND.length, AROUND.length + line.length(), fields);
        if (rejection.isPresent()) {
            return new RawFields(rejection.get(), null, null, null, null, 0, null, null);
        }
        return new RawFields(
                null,
                text(bytes, fields.client()),
                Instant.ofEpochSecond(fields.epochSecond()),
                text(bytes, fields.method()),
                text(bytes, fields.uri()),
                fields.status(),
                text(bytes, fields.referrer()),
                text(bytes, fields.userAgent()));
    }

    static String text(byte[] bytes, LogLine.Slice slice) {
        return new String(bytes, slice.start(), slice.end() - slice.start(), StandardCharsets.ISO_8859_1);
    }
}
