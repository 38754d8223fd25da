package io.coursepulse.demo;

import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.run.Await;
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
 * Lines of the user's own log, which another program may be writing. No ground truth exists for it, so {@link LogRecount}
 * counts the same lines independently. Freezing Flume determines which ones: it delivers the file's lines in order, so those
 * in Kafka are then the file's first lines.
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

    /**
     * Checks that the log can be followed.
     *
     * @throws SandboxFailure if not
     */
    public static void check(Path log) {
        if (!Files.isRegularFile(log) || !Files.isReadable(log)) {
            throw new SandboxFailure("Cannot read the access log " + log
                    + ". Pass one in NGINX's or Apache's combined format with --log FILE,"
                    + " or omit --log to generate lines.");
        }
    }

    @Override
    public String name() {
        return "recount of " + log.getFileName();
    }

    @Override
    public void start() {
        // Flume has followed the file since the startup.
    }

    /** Waits until Flume has delivered all lines that the file has now, then freezes Flume. */
    @Override
    public void stop() throws IOException, InterruptedException {
        long linesAtStop = linesInFile();
        new Await.Progress("lines in Kafka", topic::lines).await(() -> linesAtStop);
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
            throw new IllegalStateException("stop() has not been called");
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
        // The sandbox stops Flume, frozen or not.
    }
}
