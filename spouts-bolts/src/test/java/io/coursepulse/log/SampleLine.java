package io.coursepulse.log;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The fields of a line and their log formats. Missing fields are null.
 *
 * @param user the user's name as it is in the line
 * @param version the request's version, such as {@code HTTP/1.1}
 * @param size digits, or {@code -}
 * @param escaping how quoted fields are escaped
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
        /** {@code \xHH}, in upper case, for everything but printable ASCII, and for quotes and backslashes. */
        NGINX {
            @Override
            String write(byte b) {
                return b < ' ' || b > '~' || b == '"' || b == '\\' ? "\\x%02X".formatted(b) : "" + (char) b;
            }
        },
        /**
         * Letters for some control characters, a backslash before quotes and backslashes, {@code \xhh} for other bytes.
         */
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
        /** Only what would end the field. */
        LEAST {
            @Override
            String write(byte b) {
                return b == '"' || b == '\\' ? "\\" + (char) b : "" + (char) (b & 0xff);
            }
        };

        /** The escaped form of a byte, in ISO 8859-1. */
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

    /** The line, in ISO 8859-1. */
    String common() {
        return (client == null ? "-" : client) + " - " + (user == null ? "-" : user) + " ["
                + WEB_SERVER_TIME.format(time) + "] " + request() + " " + status + " " + size;
    }

    String combined() {
        return common() + " " + quoted(referrer) + " " + quoted(userAgent);
    }

    /** The line in the course generator's format, with the time in that zone; the referrer is not escaped. */
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
            case AUTO -> throw new IllegalArgumentException("Not a format to write: " + format);
        };
    }
}
