package io.coursepulse.demo;

import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Lines from the generator, which keeps the ground truth of what it wrote. */
final class GeneratedLines implements LineSource {

    private final LogWriter writer;
    private final PageLatency latency;
    private final ClicksBySecond clicks = new ClicksBySecond();

    GeneratedLines(GeneratorOptions options, StopAfter end, Path log, PageLatency latency) {
        this.writer = new LogWriter(options, end, log, InstantSource.system(), Optional.of(clicks));
        this.latency = latency;
    }

    @Override
    public String name() {
        return "the generator";
    }

    @Override
    public void start() throws IOException {
        writer.start();
    }

    @Override
    public void stop() throws IOException {
        writer.stop();
    }

    @Override
    public long lines() {
        return writer.truth().lines();
    }

    @Override
    public GroundTruth truth(ZoneId zone) {
        return writer.truth();
    }

    @Override
    public Optional<ClicksBySecond> clicks() {
        return Optional.of(clicks);
    }

    @Override
    public String progress() {
        GroundTruth truth = writer.truth();
        return String.format(
                Locale.ROOT,
                "%,d lines, %,d clicks appended; %,d clicks on the page; from append to page: %s",
                truth.lines(),
                truth.counted(),
                latency.newest().orElse(0),
                latency.summary(writer.appends()));
    }

    @Override
    public void close() {
        writer.close();
    }
}
