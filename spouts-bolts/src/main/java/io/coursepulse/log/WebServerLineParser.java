package io.coursepulse.log;

import io.coursepulse.log.LogLine.Slice;
import java.util.Optional;

/**
 * Parses the <i>common</i> and <i>combined</i> formats of NGINX and Apache:
 *
 * <pre>client ident user [10/Oct/2000:13:55:36 -0700] "GET /x HTTP/1.1" 200 2326 "referrer" "user agent"</pre>
 *
 * See <a href="https://httpd.apache.org/docs/2.4/mod/mod_log_config.html">mod_log_config</a>.
 */
final class WebServerLineParser implements LineParser {

    private static final int ZONE_SIGN_AND_DIGITS = 5;

    /** The limit of {@link java.time.ZoneOffset}. */
    private static final int MAX_OFFSET_MINUTES = 18 * 60;

    private final boolean combined;
    private final Cursor cursor = new Cursor();
    private final Slice skipped = new Slice();
    private final Slice request = new Slice();

    /** A parser of combined lines, or of common ones, which end before the referrer. */
    WebServerLineParser(boolean combined) {
        this.combined = combined;
    }

    @Override
    public Optional<RejectReason> parse(byte[] bytes, int start, int end, LogLine line) {
        line.clear(bytes);
        cursor.reset(bytes, start, end);
        if (!cursor.until(' ', line.client)) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        if (!ClientField.accept(bytes, line.client)) {
            return Optional.of(RejectReason.BAD_CLIENT);
        }
        if (!cursor.until(' ', skipped) || !isWord(skipped.start, skipped.end)) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        if (!cursor.until('[', skipped) || !isUser(skipped)) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        if (!time(line)) {
            return Optional.of(RejectReason.BAD_TIME);
        }
        if (!cursor.skip(' ') || !cursor.quoted(request)) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        if (!RequestLine.split(line, request)) {
            return Optional.of(RejectReason.BAD_REQUEST);
        }
        if (!cursor.skip(' ')) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        line.status = cursor.number(3);
        if (line.status < 100) {
            return Optional.of(RejectReason.BAD_STATUS);
        }
        boolean complete = cursor.skip(' ') && size() && (!combined || referrerAndUserAgent(line)) && cursor.atEnd();
        return complete ? Optional.empty() : Optional.of(RejectReason.WRONG_FIELDS);
    }

    /**
     * The user's name and the space before the time. A name may contain spaces, but no quotes and no single dash:
     * otherwise, in a truncated line joined with the next one, that one's client, ident and user would pass for a name.
     */
    private boolean isUser(Slice user) {
        byte[] bytes = cursor.bytes;
        int end = user.end - 1;
        if (end <= user.start || bytes[end] != ' ') {
            return false;
        }
        if (end - user.start == 2 && bytes[user.start] == '"' && bytes[user.start + 1] == '"') {
            // Apache's notation for an empty name.
            return true;
        }
        int word = user.start;
        for (int i = user.start; i <= end; i++) {
            if (bytes[i] == ' ') {
                boolean singleDash = i - word == 1 && bytes[word] == '-' && end - user.start > 1;
                if (singleDash || !isWord(word, i)) {
                    return false;
                }
                word = i + 1;
            }
        }
        return true;
    }

    private boolean isWord(int start, int end) {
        for (int i = start; i < end; i++) {
            if (cursor.bytes[i] == '"' || AsciiBytes.isControl(cursor.bytes[i])) {
                return false;
            }
        }
        return end > start;
    }

    private boolean time(LogLine line) {
        int day = cursor.number(2);
        if (day < 0 || !cursor.skip('/')) {
            return false;
        }
        int month = TimestampParser.month(cursor);
        if (month < 0 || !cursor.skip('/')) {
            return false;
        }
        int year = cursor.number(4);
        if (year < 0 || !cursor.skip(':')) {
            return false;
        }
        long local = TimestampParser.localSecond(year, month, day, cursor);
        if (local == TimestampParser.NONE || !cursor.skip(' ')) {
            return false;
        }
        return offset(line, local) && cursor.skip(']');
    }

    private boolean offset(LogLine line, long local) {
        if (cursor.end - cursor.position < ZONE_SIGN_AND_DIGITS) {
            return false;
        }
        int sign = cursor.skip('+') ? 1 : cursor.skip('-') ? -1 : 0;
        int hours = cursor.number(2);
        int minutes = cursor.number(2);
        int offset = 60 * hours + minutes;
        if (sign == 0 || hours < 0 || minutes < 0 || minutes > 59 || offset > MAX_OFFSET_MINUTES) {
            return false;
        }
        line.epochSecond = local - sign * 60L * offset;
        return true;
    }

    /** The response's size: digits, or {@code -} for none. */
    private boolean size() {
        if (cursor.skip('-')) {
            return true;
        }
        int start = cursor.position;
        while (cursor.number(1) >= 0) {
            // skips to the end of the digits
        }
        return cursor.position > start;
    }

    private boolean referrerAndUserAgent(LogLine line) {
        boolean both =
                cursor.skip(' ') && cursor.quoted(line.referrer) && cursor.skip(' ') && cursor.quoted(line.userAgent);
        clearIfDash(line.bytes, line.referrer);
        clearIfDash(line.bytes, line.userAgent);
        return both;
    }

    private static void clearIfDash(byte[] bytes, Slice field) {
        if (field.isDash(bytes)) {
            field.clear();
        }
    }
}
