package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CourseLineTest {

    private static final String LINE =
            "1.2.3.4\t2017-11-11 00:30:05\t\"GET /class/112.html HTTP/1.1\"\t200\thttps://www.baidu.com/s?wd=a b";
    private static final String COMBINED =
            "1.2.3.4 - - [11/Nov/2017:00:30:05 +0000] \"GET /b HTTP/1.1\" 404 1 \"-\" \"-\"";

    private static RawFields course(String line) {
        return RawFields.by(LineFormat.COURSE, line);
    }

    @Test
    void parsesCourseLine() {
        assertThat(course(LINE))
                .isEqualTo(new RawFields(
                        null,
                        "1.2.3.4",
                        Instant.parse("2017-11-10T16:30:05Z"),
                        "GET",
                        "/class/112.html",
                        200,
                        "https://www.baidu.com/s?wd=a b",
                        ""));
        assertThat(course(LINE + "\r")).isEqualTo(course(LINE));
    }

    @Test
    void dashMeansNoReferrer() {
        String dash = LINE.replaceFirst("https.*", "-");
        assertThat(course(dash).referrer()).isEmpty();
        assertThat(course(dash).rejection()).isNull();
        assertThat(course(dash + "-").referrer()).isEqualTo("--");
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_STATUS, \\t200, ''",
        "WRONG_FIELDS, \\t, ' '",
        "WRONG_FIELDS, s?wd=a b, 'x\\ty'",
        "WRONG_FIELDS, https://www.baidu.com/s?wd=a b, ''",
        "WRONG_FIELDS, \", ''",
        "BAD_CLIENT, 1.2.3.4, ''",
        "BAD_CLIENT, 1.2.3.4, '1.2.3.4 '",
        "BAD_TIME, 2017-11-11 00:30:05, 2017-11-11T00:30:05",
        "BAD_TIME, 2017-11-11 00:30:05, 2017-11-31 00:30:05",
        "BAD_TIME, 2017-11-11 00:30:05, 2017-02-29 00:30:05",
        "BAD_TIME, 2017-11-11 00:30:05, 2017-13-01 00:30:05",
        "BAD_TIME, 2017-11-11 00:30:05, 2017-11-11 24:00:00",
        "BAD_TIME, 2017-11-11 00:30:05, 2017-11-11 00:30:05.123",
        "BAD_TIME, 2017-11-11 00:30:05, 17-11-11 00:30:05",
        "BAD_REQUEST, GET, get",
        "BAD_REQUEST, HTTP/1.1, HTTP",
        "BAD_STATUS, \\t200, '\\t20'",
        "BAD_STATUS, \\t200, '\\t-'",
    })
    void rejectsInvalidField(RejectReason reason, String what, String instead) {
        String line = LINE.replace(what.replace("\\t", "\t"), instead.replace("\\t", "\t"));
        assertThat(line).isNotEqualTo(LINE);
        assertThat(course(line).rejection()).as(line).isEqualTo(reason);
    }

    @Test
    void rejectsEveryTruncatedLine() {
        int referrer = LINE.indexOf("https");
        for (int length = 0; length <= referrer; length++) {
            assertThat(course(LINE.substring(0, length)).rejection())
                    .as("the first %d bytes", length)
                    .isNotNull();
        }
    }

    @Test
    void underscoreMeansNoReferrer() {
        assertThat(course(LINE.replaceFirst("https.*", "_")).referrer()).isEmpty();
        assertThat(course(LINE.replaceFirst("https.*", "_")).rejection()).isNull();
        assertThat(course(LINE.replaceFirst("https.*", "__")).referrer()).isEqualTo("__");
    }

    /** Variants that occur in course projects: another field order, a path instead of a request, fewer fields. */
    @ParameterizedTest
    @CsvSource({
        "BAD_CLIENT, class/112.html|1.2.3.4",
        "BAD_CLIENT, 2017-11-11 00:30:05|1.2.3.4|\"GET /class/112.html HTTP/1.1\"|200|-",
        "BAD_CLIENT, \"GET /class/112.html HTTP/1.1\"|1.2.3.4|2017-11-11 00:30:05|200|-",
        "BAD_TIME, 1.2.3.4|\"GET /class/112.html HTTP/1.1\"|2017-11-11 00:30:05|200|-",
        "BAD_TIME, 1.2.3.4|20171111003005|\"GET /class/112.html HTTP/1.1\"|200|-",
        "BAD_TIME, 1.2.3.4|2017_11_11 00:30:05|\"GET /class/112.html HTTP/1.1\"|200|-",
        "WRONG_FIELDS, 1.2.3.4|2017-11-11 00:30:05|class/112.html|200|-",
        "WRONG_FIELDS, 1.2.3.4|2017-11-11 00:30:05|GET /class/112.html HTTP/1.1|200|-",
        "BAD_REQUEST, 1.2.3.4|2017-11-11 00:30:05|\"GET /class/112.html\"|200|-",
        "BAD_REQUEST, 1.2.3.4|2017-11-11 00:30:05|\"/class/112.html\"|200|-",
        "BAD_STATUS, 1.2.3.4|2017-11-11 00:30:05|\"GET /class/112.html HTTP/1.1\"|-|200",
        "WRONG_FIELDS, 1.2.3.4|2017-11-11 00:30:05|\"GET /class/112.html HTTP/1.1\"|200",
        "WRONG_FIELDS, 1.2.3.4|2017-11-11 00:30:05|\"GET /class/112.html HTTP/1.1\"|200|-|Mozilla",
    })
    void rejectsFormatVariants(RejectReason reason, String fields) {
        assertThat(course(fields.replace('|', '\t')).rejection()).isEqualTo(reason);
        assertThat(RawFields.by(LineFormat.AUTO, fields.replace('|', '\t')).rejection())
                .isNotNull();
    }

    @Test
    void referrerIsReadVerbatim() {
        String referrer = "https://www.sougo.com/web?query=Spark SQL\u00e5\u00ae\u009e\u00e6\u0088\u0098 \"x\" \\";
        assertThat(course(LINE.replaceFirst("https.*", "") + referrer).referrer())
                .isEqualTo(referrer);
    }

    @Test
    void rejectsTruncatedLineFollowedByAnother() {
        String next = LINE.replace("1.2.3.4", "5.6.7.8");
        for (int cut = "1.".length(); cut <= LINE.length(); cut++) {
            for (String glue : new String[] {"", "\r", "\n", "\0"}) {
                String glued = LINE.substring(0, cut) + glue + next;
                assertThat(course(glued).rejection()).as(glued).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void rejectsConcatenatedLines(String glue) {
        assertThat(course(LINE + glue + LINE).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai, 2024-02-29 00:00:00, 2024-02-28T16:00:00Z",
        "Asia/Kathmandu, 2024-01-01 00:00:00, 2023-12-31T18:15:00Z",
        "Europe/Berlin, 2024-03-31 01:59:59, 2024-03-31T00:59:59Z",
        "Europe/Berlin, 2024-03-31 03:00:00, 2024-03-31T01:00:00Z",
        "Europe/Berlin, 2024-10-27 03:00:00, 2024-10-27T02:00:00Z",
        "America/New_York, 1969-12-31 19:00:00, 1970-01-01T00:00:00Z",
    })
    void timesAreInTheConfiguredZone(ZoneId zone, String time, Instant instant) {
        String line = LINE.replace("2017-11-11 00:30:05", time);
        assertThat(RawFields.by(LineFormat.COURSE.parser(zone), line).time()).isEqualTo(instant);
    }

    @Test
    void zoneOffsetIsRefreshedWhenItChanges() {
        LineParser parser = LineFormat.COURSE.parser(ZoneId.of("Europe/Berlin"));
        for (String day : new String[] {"2024-07-01", "2024-01-01", "2024-07-01"}) {
            int offset = day.contains("07") ? 2 : 1;
            assertThat(RawFields.by(parser, LINE.replace("2017-11-11 00", day + " 12"))
                            .time())
                    .isEqualTo(Instant.parse(day + "T" + (12 - offset) + ":30:05Z"));
        }
    }

    @Test
    void autoDetectsTheFormat() {
        LineParser auto = LineFormat.AUTO.parser(RawFields.SHANGHAI);
        String common = COMBINED.replace(" \"-\" \"-\"", "");
        for (int i = 0; i < 2; i++) {
            assertThat(RawFields.by(auto, LINE)).isEqualTo(course(LINE));
            assertThat(RawFields.by(auto, COMBINED + "\r")).isEqualTo(RawFields.by(LineFormat.COMBINED, COMBINED));
            assertThat(RawFields.by(auto, COMBINED).rejection()).isNull();
            assertThat(RawFields.by(auto, common)).isEqualTo(RawFields.by(LineFormat.COMMON, common));
            assertThat(RawFields.by(auto, common).rejection()).isNull();
        }
        assertThat(RawFields.by(auto, "x").rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
        assertThat(RawFields.by(auto, COMBINED + COMBINED).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
        assertThat(RawFields.by(auto, LINE + COMBINED + LINE).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
    }
}
