package io.coursepulse.generator;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The number of lines that are due, computed from the clock only: the next tick compensates for a late one, so the rate does
 * not drift.
 */
final class RateSchedule {
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final int rate;
    private final StopAfter end;
    private final LongSupplier nanoTime;
    private final long start;

    /** Starts now. */
    RateSchedule(int rate, StopAfter end, LongSupplier nanoTime) {
        this.rate = rate;
        this.end = end;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** The lines that should have been written by now. */
    long due() {
        long elapsed = Math.min(nanoTime.getAsLong() - start, end.time().toNanos());
        // In two parts: rate * nanoseconds overflows after fifteen minutes at the maximum rate.
        long due = elapsed / NANOS_PER_SECOND * rate + elapsed % NANOS_PER_SECOND * rate / NANOS_PER_SECOND;
        return Math.min(due, end.lines());
    }

    /** Whether no more lines are due after {@code written} lines. */
    boolean isOver(long written) {
        return written >= end.lines() || (timeIsUp() && written >= due());
    }

    /** Nanoseconds until the next tick, on a grid from the start: a late tick does not delay later ones. */
    long untilNextTick(long tick) {
        return tick - (nanoTime.getAsLong() - start) % tick;
    }

    private boolean timeIsUp() {
        return nanoTime.getAsLong() - start >= end.time().toNanos();
    }
}
