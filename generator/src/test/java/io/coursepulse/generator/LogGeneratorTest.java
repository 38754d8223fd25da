package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.coursepulse.dimension.Dimension;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogGeneratorTest {
    private static final Instant NOW = Instant.parse("2026-11-24T07:04:05.678Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final GeneratorOptions OPTIONS =
            GeneratorOptions.defaults(1_000, 42).withBroken(0.05);

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameBytes(LogFormat format) {
        String first = lines(OPTIONS.withFormat(format), 5_000);

        assertThat(lines(OPTIONS.withFormat(format), 5_000)).isEqualTo(first);
        assertThat(lines(GeneratorOptions.defaults(1_000, 43).withFormat(format), 5_000))
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void everyLineMatchesGroundTruth(LogFormat format) {
        LogGenerator generator = new LogGenerator(OPTIONS.withFormat(format).withCourses(500), CLOCK);
        GroundTruthCounter running = generator.newGroundTruth();
        LineBatch batch = new LineBatch();

        generator.fill(batch, 100_000);
        running.add(batch);

        GroundTruth truth = running.snapshot();
        RegexRecount recount = RegexRecount.of(bytes(batch));
        assertThat(recount.outcomes).hasSize(100_000);
        for (int line = 0; line < batch.lines(); line++) {
            assertThat(recount.outcomes.get(line))
                    .as("line %d: %s", line, line(batch, line))
                    .isEqualTo(batch.outcome(line));
        }
        for (LineOutcome outcome : LineOutcome.values()) {
            assertThat(truth.lines(outcome)).as(outcome.label()).isEqualTo(recount.lines(outcome));
        }
        assertThat(truth.table("course_clickcount")).isEqualTo(recount.courses);
        assertThat(truth.table("course_search_clickcount")).isEqualTo(recount.engines);
        assertThat(truth.table("course_minute_clickcount")).isEqualTo(recount.minutes);
        assertThat(recount.engines.keySet().stream().map(key -> key.split("_")[1]))
                .contains("baidu", "sogou", "so", "bing", "google");
    }

    @ParameterizedTest
    @EnumSource
    void everyLineIsOneLineOfValidUtf8(LogFormat format) throws CharacterCodingException {
        LineBatch batch = fill(OPTIONS.withFormat(format), 30_000);

        for (int line = 0; line < batch.lines(); line++) {
            // A decoder of its own reports what String's constructor replaces.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(slice(batch, line))
                    .toString();
            assertThat(text).endsWith("\n").hasSizeGreaterThan(20);
            assertThat(text.substring(0, text.length() - 1)).doesNotContainPattern("[\\x00-\\x08\\x0A-\\x1F\\x7F]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLineHasUniqueId(LogFormat format) {
        Pattern id = Pattern.compile("[?&.=x0-9A-Za-z ]rid=([0-9a-f]{20})(?![0-9a-f])");
        Set<String> ids = new HashSet<>();
        for (String line :
                lines(OPTIONS.withFormat(format).withBroken(0.3), 20_000).split("\n")) {
            Matcher found = id.matcher(line);
            assertThat(found.find()).as(line).isTrue();
            assertThat(ids.add(found.group(1))).as(line).isTrue();
        }
        assertThat(ids).hasSize(20_000);
    }

    @Test
    void newRunWithSameSeedHasNewIds() {
        String first = lines(OPTIONS, 1);
        LineBatch later = new LineBatch();
        new LogGenerator(OPTIONS, InstantSource.fixed(NOW.plusMillis(1))).fill(later, 1);

        assertThat(new String(bytes(later), StandardCharsets.UTF_8))
                .isNotEqualTo(first)
                .hasSameSizeAs(first);
    }

    @Test
    void timesAreInSiteZone() {
        GeneratorOptions whole = OPTIONS.withBroken(0);

        assertThat(lines(whole, 10)).contains(" - - [24/Nov/2026:15:04:05 +0800] \"");
        assertThat(lines(whole.withZone(ZoneId.of("UTC")), 10)).contains(" - - [24/Nov/2026:07:04:05 +0000] \"");
        assertThat(lines(whole.withFormat(LogFormat.COURSE), 10)).contains("\t2026-11-24 15:04:05\t\"");
    }

    @Test
    void dayChangesAtMidnightInSiteZone() {
        Instant[] now = {Instant.parse("2026-11-24T15:59:59.999Z")};
        LogGenerator generator = new LogGenerator(OPTIONS, () -> now[0]);
        GroundTruthCounter truth = generator.newGroundTruth();
        LineBatch batch = new LineBatch();

        generator.fill(batch, 1_000);
        truth.add(batch);
        byte[] before = bytes(batch);
        now[0] = now[0].plusMillis(1);
        generator.fill(batch, 1_000);
        truth.add(batch);

        Set<String> days = new HashSet<>();
        truth.snapshot().table(Dimension.COURSE).keySet().forEach(key -> days.add(key.substring(0, 8)));
        assertThat(days).containsExactlyInAnyOrder("20261124", "20261125");
        RegexRecount recount = RegexRecount.of(
                new String(before, StandardCharsets.UTF_8) + new String(bytes(batch), StandardCharsets.UTF_8));
        assertThat(truth.snapshot().table(Dimension.COURSE)).isEqualTo(recount.courses);
        assertThat(truth.snapshot().table(Dimension.MINUTE)).isEqualTo(recount.minutes);
        assertThat(truth.snapshot().table(Dimension.MINUTE).keySet().stream().map(key -> key.substring(0, 12)))
                .containsOnly("202611242359", "202611250000");
    }

    @Test
    void breaksRequestedShareOfLines() {
        assertThat(rejected(0, 20_000)).isZero();
        assertThat(rejected(1, 20_000)).isEqualTo(20_000);
        assertThat(rejected(0.1, 20_000) / 20_000.0).isCloseTo(0.1, within(0.01));
    }

    @Test
    void robotsCauseRequestedShareOfLines() {
        Pattern robot = Pattern.compile("[Ss]pider|[Bb]ot/|curl/|python-requests");
        assertThat(lines(OPTIONS.withBroken(0).withRobots(0), 5_000).lines())
                .noneMatch(line -> robot.matcher(line).find());
        assertThat(lines(OPTIONS.withBroken(0).withRobots(1), 5_000).lines())
                .allMatch(line -> robot.matcher(line).find());
    }

    @Test
    void scannersSendLongLinesThatAreWellFormed() {
        LineBatch batch = fill(OPTIONS.withBroken(0), 50_000);

        List<String> longLines = Arrays.stream(new String(bytes(batch), StandardCharsets.UTF_8).split("\n"))
                .filter(line -> line.length() > 6_000)
                .toList();
        assertThat(longLines).isNotEmpty();
        assertThat(RegexRecount.of(String.join("\n", longLines)).outcomes).containsOnly(LineOutcome.OTHER_PAGE);
    }

    private static long rejected(double share, int lines) {
        return RegexRecount.of(lines(OPTIONS.withBroken(share), lines)).lines(LineOutcome.REJECTED);
    }

    private static LineBatch fill(GeneratorOptions options, int lines) {
        LineBatch batch = new LineBatch();
        new LogGenerator(options, CLOCK).fill(batch, lines);
        return batch;
    }

    private static String lines(GeneratorOptions options, int lines) {
        return new String(bytes(fill(options, lines)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(LineBatch batch) {
        byte[] bytes = new byte[batch.bytes().remaining()];
        batch.bytes().get(bytes);
        return bytes;
    }

    private static ByteBuffer slice(LineBatch batch, int line) {
        int start = line == 0 ? 0 : batch.end(line - 1);
        return batch.bytes().slice(start, batch.end(line) - start);
    }

    private static String line(LineBatch batch, int line) {
        return StandardCharsets.UTF_8.decode(slice(batch, line)).toString();
    }
}
