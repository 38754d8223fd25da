package io.coursepulse.log;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A line's fields, and the line that servers write of them. Fields that are not there are null.
 *
 * @param user the user's name as it stands in the line
 * @param version the request's, such as {@code HTTP/1.1}
 * @param size digits, or {@code -}
 * @param escaping how what cannot stand between quotes is written
 */
record SampleLine(
        String client,
        String user,
        OffsetDateTime time,
        String method,
        String uri,
        String version,
        int status,
        String size,
        String referrer,
        String userAgent,
        Escaping escaping) {

    private static final DateTimeFormatter WEB_SERVER_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH);
    private static final DateTimeFormatter COURSE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    enum Escaping {
        /** {@code \xHH} for all but printable ASCII, quotes and backslashes too, in capitals. */
        NGINX {
            @Override
            String write(byte b) {
                return b < ' ' || b > '~' || b == '"' || b == '\\' ? "\\x%02X".formatted(b) : "" + (char) b;
            }
        },
        /** Letters for some control characters, a backslash before quotes and backslashes, {@code \xhh} for others. */
        APACHE {
            @Override
            String write(byte b) {
                return switch (b) {
                    case '\b' -> "\\b";
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    case '\t' -> "\\t";
                    case 0x0b -> "\\v";
                    case '"' -> "\\\"";
                    case '\\' -> "\\\\";
                    default -> b < ' ' || b > '~' ? "\\x%02x".formatted(b) : "" + (char) b;
                };
            }
        },
        /** Nothing but what would end the field. */
        LEAST {
            @Override
            String write(byte b) {
                return b == '"' || b == '\\' ? "\\" + (char) b : "" + (char) (b & 0xff);
            }
        };

        /** What stands for a byte, a character of ISO 8859-1 for each byte. */
        abstract String write(byte b);

        String write(String text) {
            StringBuilder written = new StringBuilder();
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                written.append(write(b));
            }
            return written.toString();
        }
    }

    SampleLine at(ZonedDateTime other) {
        return new SampleLine(
                client,
                user,
                other.toOffsetDateTime(),
                method,
                uri,
                version,
                status,
                size,
                referrer,
                userAgent,
                escaping);
    }

    private String request() {
        return '"' + escaping.write(method + " " + uri + " " + version) + '"';
    }

    private String quoted(String field) {
        return '"' + (field == null ? "-" : escaping.write(field)) + '"';
    }

    /** The line, a character of ISO 8859-1 for each byte. */
    String common() {
        return (client == null ? "-" : client) + " - " + (user == null ? "-" : user) + " ["
                + WEB_SERVER_TIME.format(time) + "] " + request() + " " + status + " " + size;
    }

    String combined() {
        return common() + " " + quoted(referrer) + " " + quoted(userAgent);
    }

    /** The line in the course generator's form, with the time of that zone; the referrer stands in it as it is. */
    String course(ZoneId zone) {
        String raw = referrer == null
                ? "-"
                : new String(referrer.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return (client == null ? "-" : client) + "\t" + COURSE_TIME.format(time.atZoneSameInstant(zone)) + "\t"
                + request() + "\t" + status + "\t" + raw;
    }

    String in(LineFormat format, ZoneId zone) {
        return switch (format) {
            case COMBINED -> combined();
            case COMMON -> common();
            case COURSE -> course(zone);
            case AUTO -> throw new IllegalArgumentException("nothing is written in " + format);
        };
    }
}
