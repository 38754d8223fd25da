package io.coursepulse.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.sandbox.generator.GeneratorOptions;
import io.coursepulse.sandbox.generator.GroundTruth;
import io.coursepulse.sandbox.generator.LogFormat;
import io.coursepulse.sandbox.generator.LogWriter;
import io.coursepulse.sandbox.generator.StopAfter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogRecountTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long LINES = 20_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void countsWhatTheGeneratorHasCounted(LogFormat format) throws Exception {
        Path log = folder.resolve("access.log");
        GeneratorOptions options = GeneratorOptions.standard(100_000, 7)
                .withFormat(format)
                .withZone(ZONE)
                .withBroken(0.05);
        GroundTruth truth;
        try (LogWriter writer = new LogWriter(options, StopAfter.lines(LINES), log, InstantSource.system())) {
            writer.start();
            assertThat(writer.awaitEnd(Duration.ofMinutes(1))).isTrue();
            truth = writer.stop();
        }

        GroundTruth recount = LogRecount.of(log, LINES, ZONE);

        assertThat(recount.outcomes()).containsExactlyInAnyOrderEntriesOf(truth.outcomes());
        assertThat(recount.tables()).isEqualTo(truth.tables());
        assertThat(truth.counted()).isPositive();
    }
}
