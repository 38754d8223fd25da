package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerLineTest {

    private static final String COMBINED = "1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET /class/112.html HTTP/1.1\""
            + " 200 2326 \"http://a.example/x\" \"Mozilla/5.0 (X11)\"";

    private static RawFields combined(String line) {
        return RawFields.by(LineFormat.COMBINED, line);
    }

    private static RawFields withTime(String time) {
        return combined(COMBINED.replace("10/Oct/2000:13:55:36 -0700", time));
    }

    private static RawFields withRequest(String request) {
        return combined(COMBINED.replace("GET /class/112.html HTTP/1.1", request));
    }

    @Test
    void parsesCombinedLine() {
        assertThat(combined(COMBINED))
                .isEqualTo(new RawFields(
                        null,
                        "1.2.3.4",
                        Instant.parse("2000-10-10T20:55:36Z"),
                        "GET",
                        "/class/112.html",
                        200,
                        "http://a.example/x",
                        "Mozilla/5.0 (X11)"));
    }

    @Test
    void parsesCommonLine() {
        String common = COMBINED.substring(0, COMBINED.indexOf(" \"http"));
        RawFields parsed = RawFields.by(LineFormat.COMMON, common);
        assertThat(parsed.rejection()).isNull();
        assertThat(parsed.uri()).isEqualTo("/class/112.html");
        assertThat(parsed.referrer()).isEmpty();
        assertThat(parsed.userAgent()).isEmpty();
        assertThat(combined(common).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
        assertThat(RawFields.by(LineFormat.COMMON, COMBINED).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
    }

    @Test
    void clearsFieldsOfThePreviousLine() {
        LineParser parser = LineFormat.COMBINED.parser(RawFields.SHANGHAI);
        RawFields.by(parser, COMBINED);
        RawFields second =
                RawFields.by(parser, COMBINED.replace("http://a.example/x", "-").replace("Mozilla/5.0 (X11)", "-"));
        assertThat(second.referrer()).isEmpty();
        assertThat(second.userAgent()).isEmpty();
    }

    @Test
    void trailingCarriageReturnIsIgnored() {
        assertThat(combined(COMBINED + "\r")).isEqualTo(combined(COMBINED));
        assertThat(combined(COMBINED + "\r\r").rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
    }

    @Test
    void escapedQuotesDoNotEndAField() {
        RawFields parsed = combined(COMBINED.replace("/class/112.html", "/a\\\"b\\x22c")
                .replace("http://a.example/x", "\\\"\\xE4\\\\")
                .replace("Mozilla/5.0 (X11)", "\\\"x\\\" \\\\"));
        assertThat(parsed.rejection()).isNull();
        assertThat(parsed.uri()).isEqualTo("/a\\\"b\\x22c");
        assertThat(parsed.referrer()).isEqualTo("\\\"\\xE4\\\\");
        assertThat(parsed.userAgent()).isEqualTo("\\\"x\\\" \\\\");
    }

    @Test
    void escapedQuoteAtTheEndLeavesFieldUnterminated() {
        assertThat(combined(COMBINED.replace("(X11)", "\\")).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"john", "John Doe", "a-b", "--", "-a b-", "john@learn.example", "\u00e4", "]", "\"\""})
    void userNameMayHaveSeveralWords(String user) {
        assertThat(combined(COMBINED.replace("- - [", "- " + user + " [")).rejection())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a  b", " a", "a ", "\"x\"", "\"\" a", "a\0", "a\n", "- -", "a - b", "- a", "a -", "x\" [y"
            })
    void rejectsInvalidUserNames(String user) {
        assertThat(combined(COMBINED.replace("- - [", "- " + user + " [")).rejection())
                .isEqualTo(RejectReason.WRONG_FIELDS);
    }

    @ParameterizedTest
    @CsvSource({
        "29/Feb/2024:00:00:00 +0000, 2024-02-29T00:00:00Z",
        "29/Feb/2000:12:00:00 +0000, 2000-02-29T12:00:00Z",
        "31/Dec/2023:23:59:60 +0000, 2023-12-31T23:59:59Z",
        "01/Jan/2024:00:30:00 +0545, 2023-12-31T18:45:00Z",
        "01/Jan/2024:00:30:00 -0930, 2024-01-01T10:00:00Z",
        "01/Jan/1970:00:00:00 +1400, 1969-12-31T10:00:00Z",
        "30/Sep/2017:08:00:00 +0800, 2017-09-30T00:00:00Z",
        "01/Jan/2024:00:00:00 -1800, 2024-01-01T18:00:00Z",
        "01/Jan/0001:00:00:00 +0000, 0001-01-01T00:00:00Z",
        "31/Dec/9998:23:59:59 -1800, 9999-01-01T17:59:59Z",
    })
    void timesIncludeTheirOffset(String time, Instant instant) {
        assertThat(withTime(time).time()).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "29/Feb/2023:00:00:00 +0000",
                "29/Feb/1900:00:00:00 +0000",
                "31/Apr/2024:00:00:00 +0000",
                "00/Jan/2024:00:00:00 +0000",
                "32/Jan/2024:00:00:00 +0000",
                "1/Jan/2024:00:00:00 +0000",
                "01/jan/2024:00:00:00 +0000",
                "01/Foo/2024:00:00:00 +0000",
                "01/01/2024:00:00:00 +0000",
                "01/Jan/24:00:00:00 +0000",
                "01/Jan/2024:24:00:00 +0000",
                "01/Jan/2024:23:60:00 +0000",
                "01/Jan/2024:23:59:61 +0000",
                "01/Jan/2024 23:59:59 +0000",
                "01/Jan/2024:23:59:59",
                "01/Jan/2024:23:59:59 Z",
                "01/Jan/2024:23:59:59 0000",
                "01/Jan/2024:23:59:59 +1900",
                "01/Jan/2024:23:59:59 -1801",
                "01/Jan/0000:00:00:00 +0000",
                "01/Jan/9999:00:00:00 +0000",
                "01/Jan/2024:23:59:59 +0060",
                "01/Jan/2024:23:59:59 +00:00",
                "-",
                "",
            })
    void rejectsInvalidTimes(String time) {
        assertThat(withTime(time).rejection()).isEqualTo(RejectReason.BAD_TIME);
    }

    @Test
    void parsesAllMonths() {
        List<String> months =
                List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
        for (int month = 1; month <= 12; month++) {
            for (int year : new int[] {2023, 2024}) {
                int days = YearMonth.of(year, month).lengthOfMonth();
                String name = months.get(month - 1);
                assertThat(withTime("%02d/%s/%d:00:00:00 +0000".formatted(days, name, year))
                                .time())
                        .isEqualTo("%d-%02d-%02dT00:00:00Z".formatted(year, month, days));
                assertThat(withTime("%02d/%s/%d:00:00:00 +0000".formatted(days + 1, name, year))
                                .rejection())
                        .isEqualTo(RejectReason.BAD_TIME);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0",
                "POST /a?b=c HTTP/2",
                "OPTIONS * HTTP/1.1",
                "M-SEARCH http://h/ HTTP/3.0",
                "GET / HTTP/3",
                "GET http://learn.example/class/112.html HTTP/1.1",
                "CONNECT learn.example:443 HTTP/1.1",
                "GET /\0 HTTP/1.1",
                "GET /\u00ff\u00fe HTTP/2.0",
                "GET /?a=\\\"b\\\" HTTP/2.0"
            })
    void acceptsRequests(String request) {
        assertThat(withRequest(request).rejection()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "GET",
                "GET ",
                "GET /",
                "GET  HTTP/1.1",
                "get / HTTP/1.1",
                " / HTTP/1.1",
                "GET /a b HTTP/1.1",
                "GET / HTTP/1.1 ",
                "GET / HTTP/x",
                "GET / HTTP/1.",
                "GET / HTTP/11",
                "GET / HTTP/1.10",
                "GET / FTTP/1.1",
                "GET /\\",
                "GET / http/1.1",
            })
    void rejectsInvalidRequests(String request) {
        assertThat(withRequest(request).rejection()).isEqualTo(RejectReason.BAD_REQUEST);
    }

    @Test
    void methodLengthIsLimitedTo32() {
        assertThat(withRequest("M".repeat(32) + " / HTTP/1.1").rejection()).isNull();
        assertThat(withRequest("M".repeat(33) + " / HTTP/1.1").rejection()).isEqualTo(RejectReason.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "-", "099", "2x0", "OK "})
    void rejectsInvalidStatuses(String status) {
        assertThat(combined(COMBINED.replace(" 200 ", " " + status + " ")).rejection())
                .isEqualTo(RejectReason.BAD_STATUS);
    }

    @Test
    void sizeIsDigitsOrDash() {
        assertThat(combined(COMBINED.replace(" 2326 ", " - ")).rejection()).isNull();
        assertThat(combined(COMBINED.replace(" 2326 ", " " + "9".repeat(40) + " "))
                        .rejection())
                .isNull();
        assertThat(combined(COMBINED.replace(" 2326 ", " 23k ")).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
        assertThat(combined(COMBINED.replace(" 2326 ", "  ")).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
    }

    @Test
    void rejectsEveryTruncatedLine() {
        for (int length = 0; length < COMBINED.length(); length++) {
            assertThat(combined(COMBINED.substring(0, length)).rejection())
                    .as("the first %d bytes", length)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", " ", "\0"})
    void rejectsConcatenatedLines(String glue) {
        assertThat(combined(COMBINED + glue + COMBINED).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
        assertThat(combined(COMBINED.substring(0, COMBINED.length() - 9) + glue + COMBINED)
                        .rejection())
                .isEqualTo(RejectReason.WRONG_FIELDS);
    }

    @Test
    void rejectsTruncatedLineFollowedByAnother() {
        String next = "5.6.7.8 - - [10/Oct/2000:13:55:37 -0700] \"GET /class/7.html HTTP/1.1\" 200 23 \"-\" \"-\"";
        for (String user : new String[] {"-", "john", "John Doe"}) {
            String line = COMBINED.replace("- - [", "- " + user + " [");
            for (int cut = "1.".length(); cut <= line.length(); cut++) {
                for (String glue : new String[] {"", "\r", "\n", "\0"}) {
                    String glued = line.substring(0, cut) + glue + next;
                    assertThat(combined(glued).rejection()).as(glued).isNotNull();
                    assertThat(RawFields.by(LineFormat.AUTO, glued).rejection())
                            .as(glued)
                            .isNotNull();
                }
            }
        }
    }

    /** NGINX escapes the bytes, old servers do not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03",
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
                "\u0016\u0003\u0001\"\0 \u0003",
                "\u0016\u0003\u0001\\",
            })
    void rejectsTlsHandshakeAsRequest(String hello) {
        assertThat(withRequest(hello).rejection()).isIn(RejectReason.BAD_REQUEST, RejectReason.WRONG_FIELDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2017/11/11 00:30:05 [error] 2317#2317: *88123 open() \"/srv/x\" failed (2: No such file or directory),"
                        + " client: 1.2.3.4, server: learn.example, request: \"GET /class/112.html HTTP/1.1\"",
                "[Sat Nov 11 00:30:05.123456 2017] [core:error] [pid 1:tid 2] [client 1.2.3.4:5678] AH00126: Invalid"
                        + " URI",
                "[11-Nov-2017 00:30:05] WARNING: [pool www] child 12 said into stderr: \"x\"",
            })
    void rejectsErrorLogLines(String line) {
        assertThat(combined(line).rejection()).isEqualTo(RejectReason.BAD_CLIENT);
        assertThat(RawFields.by(LineFormat.AUTO, line).rejection()).isEqualTo(RejectReason.BAD_CLIENT);
    }

    @Test
    void rejectsExtraFields() {
        assertThat(combined(COMBINED + " \"5.6.7.8\"").rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
        assertThat(combined("learn.example:443 " + COMBINED).rejection()).isEqualTo(RejectReason.BAD_CLIENT);
    }

    @Test
    void missingOptionalFieldsAreDashes() {
        String dashes = "- - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 - \"-\" \"-\"";
        assertThat(combined(dashes))
                .isEqualTo(new RawFields(null, "", Instant.parse("2000-10-10T20:55:36Z"), "GET", "/", 200, "", ""));
        assertThat(combined(dashes.replace("\"-\"", "\"\""))).isEqualTo(combined(dashes));
    }

    @Test
    void fieldsMayContainInvalidUtf8() {
        RawFields parsed = combined(COMBINED.replace("112.html", "\u00ff\0\u0080")
                .replace("http://a.example/x", "\u00c3\u0028\0\n\t")
                .replace("(X11)", "\u00f0\u009f"));
        assertThat(parsed.rejection()).isNull();
        assertThat(parsed.uri()).isEqualTo("/class/\u00ff\0\u0080");
        assertThat(parsed.referrer()).isEqualTo("\u00c3\u0028\0\n\t");
        assertThat(parsed.userAgent()).isEqualTo("Mozilla/5.0 \u00f0\u009f");
    }

    @Test
    void rejectsMissingUserBeforeTime() {
        assertThat(combined(COMBINED.replace("- - [", "- [")).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
        assertThat(combined(COMBINED.replace("- - [", "- -[")).rejection()).isEqualTo(RejectReason.WRONG_FIELDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", " \t ", "\r", " \r"})
    void whitespaceOnlyLineIsEmpty(String line) {
        for (LineFormat format : LineFormat.values()) {
            assertThat(RawFields.by(format, line).rejection()).as(format.name()).isEqualTo(RejectReason.EMPTY);
        }
    }

    @Test
    void lineLengthIsLimitedTo64KiB() {
        String longest = COMBINED.replace("X11", "x".repeat(LineParser.MAX_BYTES - COMBINED.length() + 3));
        assertThat(longest).hasSize(65_536);
        assertThat(combined(longest).rejection()).isNull();
        assertThat(combined(longest + "\r").rejection()).isNull();
        assertThat(combined(longest.replace("(", "((")).rejection()).isEqualTo(RejectReason.TOO_LONG);
    }
}
