package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LinePropertiesTest {

    private static final List<LineFormat> NAMED = List.of(LineFormat.COMBINED, LineFormat.COMMON, LineFormat.COURSE);

    private static LineParser parser(LineFormat format) {
        return format.parser(RawFields.SHANGHAI);
    }

    @Property
    void combinedAndCommonLinesRoundTrip(@ForAll("lines") SampleLine line) {
        for (LineFormat format : List.of(LineFormat.COMBINED, LineFormat.COMMON)) {
            assertThat(DecodedFields.by(parser(format), line.in(format, RawFields.SHANGHAI)))
                    .isEqualTo(DecodedFields.of(line, format));
        }
    }

    @Property
    void courseLinesRoundTrip(@ForAll("courseLines") SampleLine line, @ForAll("zones") ZoneId zone) {
        DecodedFields read = DecodedFields.by(LineFormat.COURSE.parser(zone), line.course(zone));
        // In the repeated hour at the end of daylight saving time, a time without a zone means the earlier one.
        SampleLine meant = line.at(line.time().atZoneSameInstant(zone).withEarlierOffsetAtOverlap());
        assertThat(read).isEqualTo(DecodedFields.of(meant, LineFormat.COURSE));
    }

    @Property
    void parserIsReusableAcrossLines(@ForAll("someCourseLines") List<SampleLine> lines, @ForAll("zones") ZoneId zone) {
        LineParser parser = LineFormat.AUTO.parser(zone);
        for (SampleLine line : lines) {
            for (LineFormat format : NAMED) {
                String written = line.in(format, zone);
                assertThat(DecodedFields.by(parser, written)).isEqualTo(DecodedFields.by(format.parser(zone), written));
            }
        }
    }

    @Property
    void arbitraryBytesNeverThrow(@ForAll byte[] bytes, @ForAll LineFormat format) {
        assertThat(DecodedFields.by(parser(format), bytes, 0, bytes.length)).isNotNull();
    }

    @Property
    void arbitraryBytesInAFieldNeverThrow(
            @ForAll("courseLines") SampleLine line,
            @ForAll("named") LineFormat format,
            @ForAll byte[] bytes,
            @ForAll @IntRange(max = 1_000) int at) {
        String written = line.in(format, RawFields.SHANGHAI);
        int cut = at % (written.length() + 1);
        String broken = written.substring(0, cut)
                + new String(bytes, StandardCharsets.ISO_8859_1)
                + written.substring(Math.min(written.length(), cut + bytes.length / 2));
        for (LineFormat by : LineFormat.values()) {
            assertThat(DecodedFields.by(parser(by), broken)).isNotNull();
        }
    }

    @Property
    void surroundingBytesAreIgnored(
            @ForAll("almostLines") String line,
            @ForAll LineFormat format,
            @ForAll @Size(max = 40) byte[] before,
            @ForAll @Size(max = 40) byte[] behind) {
        byte[] alone = line.getBytes(StandardCharsets.ISO_8859_1);
        byte[] embedded = Arrays.copyOf(before, before.length + alone.length + behind.length);
        System.arraycopy(alone, 0, embedded, before.length, alone.length);
        System.arraycopy(behind, 0, embedded, before.length + alone.length, behind.length);
        assertThat(DecodedFields.by(parser(format), embedded, before.length, before.length + alone.length))
                .isEqualTo(DecodedFields.by(parser(format), alone, 0, alone.length));
    }

    @Property
    void autoAcceptsWhatANamedFormatAccepts(@ForAll("almostLines") String line) {
        DecodedFields detected = DecodedFields.by(parser(LineFormat.AUTO), line);
        List<DecodedFields> accepted = NAMED.stream()
                .map(format -> DecodedFields.by(parser(format), line))
                .filter(texts -> texts.rejection() == null)
                .toList();
        if (detected.rejection() == null) {
            assertThat(accepted).containsExactly(detected);
        } else {
            assertThat(accepted).isEmpty();
        }
    }

    @Provide
    private Arbitrary<SampleLine> lines() {
        return SampleLineArbitraries.all();
    }

    @Provide
    private Arbitrary<SampleLine> courseLines() {
        return SampleLineArbitraries.course();
    }

    @Provide
    private Arbitrary<List<SampleLine>> someCourseLines() {
        return SampleLineArbitraries.course().list().ofMaxSize(5);
    }

    @Provide
    private Arbitrary<LineFormat> named() {
        return Arbitraries.of(NAMED);
    }

    @Provide
    private Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Asia/Shanghai", "UTC", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu")
                .map(ZoneId::of);
    }

    /** Lines of a format, half of them with inserted, deleted or replaced characters. */
    @Provide
    private Arbitrary<String> almostLines() {
        Arbitrary<String> good = Arbitraries.oneOf(
                SampleLineArbitraries.all().map(SampleLine::combined),
                SampleLineArbitraries.all().map(SampleLine::common),
                SampleLineArbitraries.course().map(line -> line.course(RawFields.SHANGHAI)));
        return Arbitraries.oneOf(good, SampleLineArbitraries.broken(good));
    }
}
