package io.coursepulse.generator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appends generated lines to a file at a constant rate, in its own thread, from {@link #start} to {@link #stop} or until the
 * configured end. For one run. Safe for use by several threads.
 */
public final class LogWriter implements AutoCloseable {
    private static final long TICK_NANOS = Duration.ofMillis(20).toNanos();

    /** Bounds memory and write size after a pause: about 1 MB. */
    private static final int MAX_LINES_PER_APPEND = 4_000;

    private final LogGenerator generator;
    private final InstantSource clock;
    private final StopAfter end;
    private final Path file;
    private final GroundTruthCounter truth;
    private final AppendHistory appends = new AppendHistory();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "log-writer");

    /** Held while lines are appended and counted: its holder sees a ground truth that matches the file. */
    private final Object appendLock = new Object();

    /** Lines beyond the rate. */
    private final AtomicLong burst = new AtomicLong();

    private FileChannel channel;
    private volatile Throwable failure;

    /**
     * Creates a run; opens nothing yet.
     *
     * @param clock the clock of the lines' times
     */
    public LogWriter(GeneratorOptions options, StopAfter end, Path file, InstantSource clock) {
        this(options, end, file, clock, Optional.empty());
    }

    /**
     * Creates a run whose clicks are also counted by second.
     *
     * @param seconds receives the clicks as soon as they are appended
     */
    public LogWriter(
            GeneratorOptions options, StopAfter end, Path file, InstantSource clock, Optional<ClicksBySecond> seconds) {
        this.generator = new LogGenerator(options, clock);
        this.clock = clock;
        this.end = end;
        this.file = file;
        this.truth = generator.newGroundTruth(seconds);
        this.thread.setDaemon(true);
    }

    /**
     * Opens the file, creating it and its directories if missing, and starts. If the file's last line has no newline (its
     * writer was killed), one is appended, so that the first line of this run starts a new line.
     *
     * @throws IOException if the file is not writable, or another generator is writing to it
     */
    public void start() throws IOException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            boolean unterminated = endsMidLine(file);
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (isLockedElsewhere()) {
                throw new IOException("another generator is writing to it, and its lines would be missing from the"
                        + " ground truth. Stop it, or use another log.");
            }
            if (unterminated) {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        } catch (IOException e) {
            if (channel != null) {
                channel.close();
            }
            throw new IOException("Cannot append to " + file + ": " + FileErrors.reason(e), e);
        }
        thread.start();
    }

    /** The expected counts of the lines that are in the file now. */
    public GroundTruth truth() {
        synchronized (appendLock) {
            return truth.snapshot();
        }
    }

    /** Appends that many lines as soon as possible, beyond the rate; returns at once. */
    public void burst(int lines) {
        burst.addAndGet(lines);
    }

    /** When the lines were appended. */
    public AppendHistory appends() {
        return appends;
    }

    /**
     * Waits until the run has reached its end, was stopped or has failed.
     *
     * @return false on timeout
     */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        thread.join(Math.max(1, timeout.toMillis()));
        return !thread.isAlive();
    }

    /**
     * Stops the run after a whole line; may be called again.
     *
     * @return the ground truth of all its lines
     * @throws IOException if the run had failed; {@link #truth} returns what it wrote before
     */
    public GroundTruth stop() throws IOException {
        close();
        if (failure != null) {
            String reason = failure instanceof IOException e ? FileErrors.reason(e) : failure.toString();
            throw new IOException("Writing " + file + " failed: " + reason, failure);
        }
        return truth();
    }

    /** Stops the run like {@link #stop}, ignoring failures. */
    @Override
    public void close() {
        stopped.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The thread ends after one append at most.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (FileChannel opened = channel) {
            LineAppender lines = new LineAppender(opened);
            RateSchedule schedule = new RateSchedule(generator.options().rate(), end, System::nanoTime);
            LineBatch batch = new LineBatch();
            long written = 0;
            while (!schedule.isOver(written)) {
                long due = schedule.due() + burst.get() - written;
                if (due > 0 && stopped.getCount() > 0) {
                    generator.fill(batch, (int) Math.min(due, MAX_LINES_PER_APPEND));
                    append(lines, batch);
                    written += batch.lines();
                }
                boolean caughtUp = due <= MAX_LINES_PER_APPEND;
                if (stopped.await(caughtUp ? schedule.untilNextTick(TICK_NANOS) : 0, TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void append(LineAppender lines, LineBatch batch) throws IOException {
        synchronized (appendLock) {
            Instant at = clock.instant();
            try {
                lines.append(batch);
                truth.add(batch);
            } catch (LineAppender.PartialAppendException e) {
                truth.add(batch, e.lines());
                throw e;
            }
            appends.add(new AppendHistory.Append(at, truth.lines(), truth.counted()));
        }
    }

    /** Two generators would each know half of the file only. The lock ends with the channel or the process. */
    private boolean isLockedElsewhere() throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static boolean endsMidLine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel reader = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return reader.size() > 0 && reader.read(last, reader.size() - 1) == 1 && last.get(0) != '\n';
        }
    }
}
