package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

    private static LogLine line(LineFormat format, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        LogLine line = new LogLine();
        assertThat(format.parser(RawFields.SHANGHAI).parse(bytes, 0, bytes.length, line))
                .isEmpty();
        return line;
    }

    private static LogLine combined(String uri, String referrer) {
        return line(
                LineFormat.COMBINED,
                "::1 - - [10/Oct/2000:13:55:36 -0700] \"GET " + uri + " HTTP/1.1\" 200 1 \"" + referrer + "\" \"-\"");
    }

    private static String referrer(String written) {
        LogLine line = combined("/", written);
        return line.text(line.referrer());
    }

    @ParameterizedTest
    @CsvSource({
        "/class/112.html, /class/112.html",
        "/class/112.html?a=/b, /class/112.html",
        "/class/112.html#a?b, /class/112.html",
        "http://learn.example/class/112.html?a, /class/112.html",
        "HTTPS://user@learn.example:8443/a//b, /a//b",
        "http://learn.example, http://learn.example",
        "http://learn.example?/a, http://learn.example",
        "http:/a/b/c, http:/a/b/c",
        "a/b/c/d/e.html, a/b/c/d/e.html",
        "//a/b, //a/b",
        "*, *",
        "learn.example:443, learn.example:443",
        "?x, ''",
    })
    void pathExcludesHostAndQuery(String uri, String path) {
        LogLine line = combined(uri, "-");
        LogLine.Slice found = new LogLine.Slice();
        line.path(found);
        assertThat(line.text(found)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0", "HTTP/3.0"})
    void protocolIsTheEndOfTheRequest(String protocol) {
        LogLine combined = line(
                LineFormat.COMBINED,
                "::1 - - [10/Oct/2000:13:55:36 -0700] \"GET / " + protocol + "\" 200 1 \"-\" \"-\"");
        assertThat(combined.text(combined.protocol())).isEqualTo(protocol);
        LogLine course = line(LineFormat.COURSE, "::1\t2017-11-11 00:30:05\t\"GET / " + protocol + "\"\t200\t-");
        assertThat(course.text(course.protocol())).isEqualTo(protocol);
    }

    @Test
    void textDecodesEscapes() {
        assertThat(referrer("a\\\"b\\\\c")).isEqualTo("a\"b\\c");
        assertThat(referrer("\\xE8\\xAF\\xbe\\x22\\x5C\\x00")).isEqualTo("\u8bfe\"\\\0");
        assertThat(referrer("\\b\\n\\r\\t\\v")).isEqualTo("\b\n\r\t\u000b");
        assertThat(referrer("\\\\x41")).isEqualTo("\\x41");
        LogLine line = combined("/\\xE8\\xAF\\xBE\\\".html?x", "-");
        LogLine.Slice path = new LogLine.Slice();
        line.path(path);
        assertThat(line.text(path)).isEqualTo("/\u8bfe\".html");
        assertThat(line.text(line.uri())).isEqualTo("/\u8bfe\".html?x");
    }

    @Test
    void invalidEscapesAreLiteral() {
        assertThat(referrer("\\x4")).isEqualTo("\\x4");
        assertThat(referrer("\\xg0\\q")).isEqualTo("\\xg0\\q");
    }

    @Test
    void invalidUtf8BecomesReplacementCharacters() {
        assertThat(referrer("a\u00ffb")).isEqualTo("a\ufffdb");
        assertThat(referrer("a\\xFFb\\xE8\\xAF")).isEqualTo("a\ufffdb\ufffd");
    }

    @Test
    void courseFormatReferrerIsNotUnescaped() {
        LogLine line = line(
                LineFormat.COURSE,
                "::1\t2017-11-11 00:30:05\t\"GET /a\\\"b HTTP/1.1\"\t200\thttp://a/\\x41\\\"\u00e8\u00af\u00be");
        assertThat(line.text(line.referrer())).isEqualTo("http://a/\\x41\\\"\u8bfe");
        assertThat(line.text(line.uri())).isEqualTo("/a\"b");
    }
}
