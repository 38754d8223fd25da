package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.AppendHistory.Append;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogWriterTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final GeneratorOptions FAST =
            GeneratorOptions.defaults(200_000, 11).withBroken(0.02);

    @TempDir
    private Path folder;

    @Test
    void writesAndCountsRequestedLines() throws Exception {
        Path log = folder.resolve("new/access.log");
        try (LogWriter writer = writer(FAST, StopAfter.lines(20_001), log)) {
            writer.start();
            assertThat(writer.awaitEnd(LONG)).isTrue();

            assertAgrees(writer.stop(), log, 20_001);
        }
    }

    @Test
    void timedRunWritesRateTimesDuration() throws Exception {
        Path log = folder.resolve("access.log");
        try (LogWriter writer =
                writer(GeneratorOptions.defaults(5_000, 1), StopAfter.time(Duration.ofMillis(500)), log)) {
            writer.start();
            assertThat(writer.awaitEnd(LONG)).isTrue();

            assertAgrees(writer.stop(), log, 2_500);
        }
    }

    /** A reader may see an append half done, as Linux does not lock it out; who asks for the truth may not. */
    @Test
    void groundTruthAlwaysMatchesFile() throws Exception {
        Path log = folder.resolve("access.log");
        try (LogWriter writer = writer(FAST, StopAfter.NEVER, log)) {
            writer.start();
            long seen = 0;
            while (seen < 40_000) {
                long before = writer.truth().lines();
                byte[] content = Files.readAllBytes(log);
                long after = writer.truth().lines();
                long inFile = newlines(content);
                assertThat(inFile).isBetween(before, after);
                seen = after;
            }
            GroundTruth truth = writer.stop();

            assertThat(truth.lines()).isGreaterThanOrEqualTo(40_000);
            assertAgrees(truth, log, truth.lines());
            assertThat(writer.stop()).isEqualTo(truth);
        }
    }

    @Test
    void recordsAppendTimes() throws Exception {
        Path log = folder.resolve("access.log");
        InstantSource clock = InstantSource.system();
        try (LogWriter writer = writer(FAST, StopAfter.lines(20_000), log)) {
            var start = clock.instant();
            writer.start();
            writer.awaitEnd(LONG);
            GroundTruth truth = writer.stop();

            List<Append> appends = writer.appends().appends();
            assertThat(appends).hasSizeGreaterThan(1);
            assertThat(appends).isSortedAccordingTo(Comparator.comparing(Append::at));
            assertThat(appends.get(0).at()).isAfterOrEqualTo(start);
            assertThat(appends.get(appends.size() - 1).lines()).isEqualTo(20_000);
            assertThat(appends.get(appends.size() - 1).counted()).isEqualTo(truth.counted());
            assertThat(writer.appends().firstReaching(truth.counted())).isPresent();
            assertThat(writer.appends().firstReaching(truth.counted() + 1)).isEmpty();
        }
    }

    @Test
    void terminatesPartialLineOfKilledWriter() throws Exception {
        Path log = folder.resolve("access.log");
        Files.writeString(log, "a whole line\n113.64.1.2 - - [24/No");
        try (LogWriter writer = writer(FAST, StopAfter.lines(10), log)) {
            writer.start();
            writer.awaitEnd(LONG);
            writer.stop();
        }

        assertThat(Files.readString(log)).startsWith("a whole line\n113.64.1.2 - - [24/No\n");
        assertThat(newlines(Files.readAllBytes(log))).isEqualTo(12);
    }

    @Test
    void refusesLogLockedByAnotherGenerator() throws Exception {
        Path log = folder.resolve("access.log");
        try (LogWriter first = writer(GeneratorOptions.defaults(1, 1), StopAfter.NEVER, log);
                LogWriter second = writer(FAST, StopAfter.NEVER, log)) {
            first.start();

            assertThatThrownBy(second::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Cannot append to " + log + ": another generator");
            first.stop();
        }
        try (LogWriter third = writer(FAST, StopAfter.lines(1), log)) {
            third.start();
            third.awaitEnd(LONG);
            assertThat(third.stop().lines()).isEqualTo(1);
        }
    }

    @Test
    void fullDiskEndsRunAndIsReported() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        try (LogWriter writer = writer(FAST, StopAfter.NEVER, full)) {
            writer.start();
            assertThat(writer.awaitEnd(LONG)).isTrue();

            assertThatThrownBy(writer::stop)
                    .isInstanceOf(IOException.class)
                    .hasMessage("Writing /dev/full failed: No space left on device");
            assertThat(writer.truth().lines()).isZero();
        }
    }

    @Test
    void keepsLinesAppendedByOthers() throws Exception {
        Path log = folder.resolve("access.log");
        try (LogWriter writer = writer(FAST, StopAfter.NEVER, log)) {
            writer.start();
            Files.writeString(log, "a line from elsewhere\n", StandardOpenOption.APPEND);
            GroundTruth truth = writer.stop();

            assertThat(newlines(Files.readAllBytes(log))).isEqualTo(truth.lines() + 1);
        }
    }

    private static LogWriter writer(GeneratorOptions options, StopAfter end, Path log) {
        return new LogWriter(options, end, log, InstantSource.system());
    }

    private static void assertAgrees(GroundTruth truth, Path log, long lines) throws IOException {
        assertThat(truth.lines()).isEqualTo(lines);
        String text = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        RegexRecount recount = RegexRecount.of(text);
        assertThat(recount.outcomes).hasSize(Math.toIntExact(lines));
        assertThat(truth.counted()).isEqualTo(recount.lines(LineOutcome.COUNTED));
        assertThat(truth.lines(LineOutcome.REJECTED)).isEqualTo(recount.lines(LineOutcome.REJECTED));
        assertThat(truth.table(Dimension.COURSE)).isEqualTo(recount.courses);
        assertThat(truth.table(Dimension.SEARCH)).isEqualTo(recount.engines);
    }

    private static long newlines(byte[] content) {
        long newlines = 0;
        for (byte character : content) {
            newlines += character == '\n' ? 1 : 0;
        }
        return newlines;
    }
}
