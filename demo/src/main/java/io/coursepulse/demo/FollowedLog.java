package io.coursepulse.demo;

import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.server.ServerName;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * Lines from the user's own log, which somebody else may be writing. Nobody keeps a count of it, so a second, simple reader
 * counts the same lines anew. Which ones they are is settled by freezing Flume: it delivers the file's lines in their order,
 * so that what is in Kafka then are the file's first lines.
 */
public final class FollowedLog implements LineSource {

    private final Sandbox sandbox;
    private final Path log;
    private final AccessLogTopic topic;
    private final PageLatency latency;
    private boolean frozen;

    /**
     * Follows {@code log}.
     *
     * @param topic used by the thread that uses this
     */
    FollowedLog(Sandbox sandbox, Path log, AccessLogTopic topic, PageLatency latency) {
        this.sandbox = sandbox;
        this.log = log;
        this.topic = topic;
        this.latency = latency;
    }

    /** Fails early, with what is wrong, if {@code log} cannot be followed. */
    public static void check(Path log) {
        if (!Files.isRegularFile(log) || !Files.isReadable(log)) {
            throw new SandboxFailure(
                    "There is no log to follow at " + log + ", or it cannot be read. Name an access log"
                            + " in NGINX's or Apache's combined format with --log FILE, or leave --log out to have lines generated.");
        }
    }

    @Override
    public String name() {
        return "counted anew from " + log.getFileName();
    }

    @Override
    public void start() {
        // Flume has followed the file since the boot.
    }

    /** Lets Flume bring what stands in the file now, then stops it there. */
    @Override
    public void stop() throws IOException, InterruptedException {
        long linesAtStop = linesInFile();
        new ProgressWaiter("in Kafka", topic::lines).await(() -> linesAtStop);
        sandbox.freeze(ServerName.FLUME);
        frozen = true;
    }

    private long linesInFile() throws IOException {
        long lines = 0;
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
            for (int b = bytes.read(); b >= 0; b = bytes.read()) {
                if (b == '\n') {
                    lines++;
                }
            }
        }
        return lines;
    }

    @Override
    public long lines() {
        return topic.lines();
    }

    @Override
    public GroundTruth truth(ZoneId zone) throws IOException {
        if (!frozen) {
            throw new IllegalStateException("Lines still come");
        }
        return LogRecount.of(log, lines(), zone);
    }

    @Override
    public Optional<ClicksBySecond> clicks() {
        return Optional.empty();
    }

    @Override
    public String progress() {
        return String.format(
                Locale.ROOT,
                "%,d lines in Kafka; %,d clicks on the page",
                lines(),
                latency.newest().orElse(0));
    }

    @Override
    public void close() {
        // The sandbox ends Flume, frozen or not.
    }
}
