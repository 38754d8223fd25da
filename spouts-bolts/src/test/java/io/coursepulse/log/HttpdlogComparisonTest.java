package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares our parser with nielsbasjes/logparser field by field, except for intended differences. */
class HttpdlogComparisonTest {

    private static final String LINE =
            "1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET /class/112.html HTTP/1.1\" 200 2326 \"-\" \"M\"";

    /** Lines that we accept and logparser rejects or reads differently. */
    private enum Difference {
        /** It supports only versions with two numbers; NGINX writes HTTP/2.0, others HTTP/2. */
        VERSION_OF_ONE_NUMBER(LINE.replace("HTTP/1.1", "HTTP/2"), ".* HTTP/\\d\" .*"),
        /** It ends a request at a line break, even an escaped one. */
        LINE_BREAK_IN_THE_URI(LINE.replace("112.html", "112.html?\\x0a"), ".*(?:\\\\x0[AaDd]|\\\\n|\\\\r).*"),
        /** Its regular expressions stop at Java's line terminators. */
        RAW_LINE_BREAK(LINE.replace("\"M\"", "\"M\n\""), ".*[\r\n\u0085].*"),
        /** It accepts a one-word user only; Apache writes what the user has typed. */
        USER_OF_SEVERAL_WORDS(LINE.replace("- - [", "- john doe ["), "[^ ]+ [^ ]+ [^\\[]* [^\\[]* \\[.*"),
        /** It takes an escaped quote followed by a space for the end of the field. */
        ESCAPED_QUOTE_AND_SPACE(LINE.replace("\"-\" \"M\"", "\"a\\\" \" \"M\""), ".*\\\\\" .*"),
        /** It throws an exception; we read a literal backslash. */
        ESCAPE_OF_NO_NUMBER(LINE.replace("\"M\"", "\"\\xM\""), ".*\\\\x(?![0-9A-Fa-f]{2}).*"),
        /** The identd user: it accepts letters and digits only; the field is obsolete. */
        IDENT_OF_OTHER_CHARACTERS(LINE.replace(" - - [", " -- - ["), "[^ ]+ (?!- )[^ ]*[^ A-Za-z0-9][^ ]* .*"),
        /** It reads an empty text; we read that there is none, as for a dash. */
        EMPTY_REFERRER(LINE.replace("\"-\" \"M\"", "\"\" \"M\""), ".* (?:\\d+|-) \"\" \".*"),
        /** It rejects years before 1000. */
        YEAR_BELOW_1000(LINE.replace("2000", "0999"), ".*/0\\d{3}:.*");

        private final String example;
        private final Pattern lines;

        Difference(String example, String lines) {
            this.example = example;
            this.lines = Pattern.compile(lines, Pattern.DOTALL);
        }

        private boolean isIn(String line) {
            return lines.matcher(line).matches();
        }
    }

    private final HttpdlogLine.Reader httpdlog = new HttpdlogLine.Reader(LineFormat.COMBINED);
    private final HttpdlogLine.Reader httpdlogCommon = new HttpdlogLine.Reader(LineFormat.COMMON);

    private static DecodedFields ours(LineFormat format, String line) {
        LineParser parser = format.parser(RawFields.SHANGHAI);
        DecodedFields read = DecodedFields.by(parser, line);
        return read.rejection() == null ? withRawReferrer(read, RawFields.by(parser, line)) : read;
    }

    /** It decodes escapes in the request and the user agent, but not in the referrer. */
    private static DecodedFields withRawReferrer(DecodedFields read, RawFields parsed) {
        return new DecodedFields(
                null,
                read.client(),
                read.time(),
                read.method(),
                read.uri(),
                read.status(),
                parsed.referrer().isEmpty() ? null : parsed.referrer(),
                read.userAgent());
    }

    private DecodedFields theirs(LineFormat format, String line) {
        DecodedFields read = (format == LineFormat.COMMON ? httpdlogCommon : httpdlog).read(line);
        return read == null
                ? null
                : new DecodedFields(
                        null,
                        read.client(),
                        read.time(),
                        read.method(),
                        decoded(read.uri()),
                        read.status(),
                        read.referrer(),
                        decoded(read.userAgent()));
    }

    /** It maps each byte to a character, {@code \xE8} to U+FFE8; we decode the bytes as UTF-8. */
    private static String decoded(String text) {
        if (text == null) {
            return null;
        }
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void realLinesParseIdentically() throws IOException {
        List<String> rejected = new ArrayList<>();
        for (String line : RealLinesTest.lines()) {
            DecodedFields ours = ours(LineFormat.COMBINED, line);
            DecodedFields theirs = theirs(LineFormat.COMBINED, line);
            if (ours.rejection() != null) {
                assertThat(theirs).as(line).isNull();
                rejected.add(line);
            } else {
                assertThat(ours).as(line).isEqualTo(theirs);
            }
        }
        assertThat(rejected).hasSize(1);
    }

    @Property
    void generatedLinesParseIdentically(@ForAll("lines") SampleLine line) {
        for (LineFormat format : List.of(LineFormat.COMBINED, LineFormat.COMMON)) {
            String written = line.in(format, RawFields.SHANGHAI);
            if (Arrays.stream(Difference.values()).noneMatch(difference -> difference.isIn(written))) {
                assertThat(ours(format, written)).as(written).isEqualTo(theirs(format, written));
            }
        }
    }

    @Property
    void acceptedBrokenLinesParseIdentically(@ForAll("brokenLines") String line) {
        for (LineFormat format : List.of(LineFormat.COMBINED, LineFormat.COMMON)) {
            DecodedFields ours = ours(format, line);
            if (ours.rejection() == null
                    && Arrays.stream(Difference.values()).noneMatch(difference -> difference.isIn(line))) {
                assertThat(ours).as(line).isEqualTo(theirs(format, line));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void knownDifferencesExist(Difference difference) {
        assertThat(difference.isIn(difference.example)).isTrue();
        assertThat(difference.isIn(LINE)).isFalse();
        DecodedFields ours = ours(LineFormat.COMBINED, difference.example);
        assertThat(ours.rejection()).isNull();
        assertThat(theirs(LineFormat.COMBINED, difference.example)).isNotEqualTo(ours);
    }

    @Test
    void plainLineParsesIdentically() {
        DecodedFields expected = new DecodedFields(
                null, "1.2.3.4", Instant.parse("2000-10-10T20:55:36Z"), "GET", "/class/112.html", 200, null, "M");
        assertThat(ours(LineFormat.COMBINED, LINE)).isEqualTo(expected);
        assertThat(theirs(LineFormat.COMBINED, LINE)).isEqualTo(expected);
    }

    @Provide
    private Arbitrary<SampleLine> lines() {
        return SampleLineArbitraries.all();
    }

    @Provide
    private Arbitrary<String> brokenLines() {
        return SampleLineArbitraries.broken(SampleLineArbitraries.all().map(SampleLine::combined));
    }
}
