package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * The id of every line, including invalid ones, as {@code rid=<20 hexadecimal digits>}: ten for the run, ten for the line. It
 * distinguishes a line that was delivered twice from one that was counted twice.
 */
final class RequestId {
    private static final int RUN_DIGITS = 10;
    private static final int LINE_DIGITS = 10;
    private static final byte[] NAME = "rid=".getBytes(StandardCharsets.US_ASCII);

    private final long run;
    private long line;

    /** Every start is another run, even with the same seed, as both may append to one log. */
    RequestId(long seed, Instant start) {
        this.run = new SplittableRandom(seed ^ (start.getEpochSecond() * 1_000_000_000L + start.getNano())).nextLong();
    }

    void next() {
        line++;
    }

    /** Writes {@code rid=...} with the current line's id. */
    void write(LineBatch out) {
        out.write(NAME).writeHex(run, RUN_DIGITS).writeHex(line, LINE_DIGITS);
    }
}
