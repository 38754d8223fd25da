package io.coursepulse.log;

import java.time.ZoneId;
import java.util.Optional;

/** The supported log formats. */
public enum LineFormat {
    /** NGINX's and Apache's <i>combined</i>: common, followed by referrer and user agent in quotes. */
    COMBINED {
        @Override
        public LineParser parser(ZoneId zone) {
            return withCommonChecks(new WebServerLineParser(true));
        }
    },
    /** NGINX's and Apache's <i>common</i>: {@code client ident user [time] "request" status bytes}. */
    COMMON {
        @Override
        public LineParser parser(ZoneId zone) {
            return withCommonChecks(new WebServerLineParser(false));
        }
    },
    /** The course generator's: five fields separated by tabs; the time is local, without a zone. */
    COURSE {
        @Override
        public LineParser parser(ZoneId zone) {
            return withCommonChecks(new CourseLineParser(zone));
        }
    },
    /** Detects the format of each line: accepts every line that one of the others accepts, with the same result. */
    AUTO {
        @Override
        public LineParser parser(ZoneId zone) {
            LineParser combined = new WebServerLineParser(true);
            LineParser common = new WebServerLineParser(false);
            LineParser course = new CourseLineParser(zone);
            return withCommonChecks((bytes, start, end, line) -> {
                if (isTabSeparated(bytes, start, end)) {
                    return course.parse(bytes, start, end, line);
                }
                boolean quoted = bytes[end - 1] == '"';
                return (quoted ? combined : common).parse(bytes, start, end, line);
            });
        }
    };

    /**
     * A parser of this format, for one thread.
     *
     * @param zone the time zone of formats without one
     */
    public abstract LineParser parser(ZoneId zone);

    /** Only the course format has a tab after its first field. */
    private static boolean isTabSeparated(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\t' || bytes[i] == ' ') {
                return bytes[i] == '\t';
            }
        }
        return false;
    }

    /** Adds the checks common to all formats, and removes a carriage return at the end of a line. */
    private static LineParser withCommonChecks(LineParser parser) {
        return (bytes, start, end, line) -> {
            int stop = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
            if (stop - start > LineParser.MAX_BYTES) {
                return Optional.of(RejectReason.TOO_LONG);
            }
            for (int i = start; i < stop; i++) {
                if (bytes[i] != ' ' && bytes[i] != '\t') {
                    return parser.parse(bytes, start, stop, line);
                }
            }
            return Optional.of(RejectReason.EMPTY);
        };
    }
}
