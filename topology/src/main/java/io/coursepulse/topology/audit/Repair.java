package io.coursepulse.topology.audit;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.CountingPause;
import io.coursepulse.topology.PipelineConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sets a day's counters to what a recount has found, while the topology runs: pauses counting, recounts at rest, changes
 * the counters that differ, lets the counter tasks drop what they have cached, and recounts again. Lines that arrive
 * meanwhile wait in Kafka.
 */
public final class Repair {

    private static final Duration PAUSE = Duration.ofMinutes(2);
    private static final Duration REST_TIMEOUT = Duration.ofMinutes(1);
    private static final long POLL_INTERVAL_MILLIS = 200;

    private final PipelineConfig pipeline;
    private final CounterStore store;
    private final Recount.ProgressListener progress;
    private final InstantSource clock;

    /** Repairs the counters in {@code store}, which is not closed by this class. */
    public Repair(PipelineConfig pipeline, CounterStore store, Recount.ProgressListener progress) {
        this.pipeline = pipeline;
        this.store = store;
        this.progress = progress;
        this.clock = InstantSource.system();
    }

    /**
     * What was done.
     *
     * @param before the recount before the repair, with the counters that differed
     * @param after the recount after it; the same as before if nothing differed
     */
    public record Result(RecountReport before, RecountReport after) {}

    /**
     * Repairs a day.
     *
     * @throws AuditException if the day cannot be recounted, or counting does not come to rest; nothing has changed then,
     *     unless the message says so
     */
    public Result run(LocalDate day) throws InterruptedException {
        try {
            pause();
            long newest = awaitRest();
            RecountReport before = recount(day);
            if (before.isExact()) {
                return new Result(before, before);
            }
            pause();
            if (awaitRest() != newest) {
                throw new AuditException(
                        "Lines were counted although counting was paused. Nothing was changed; repeat it.");
            }
            int changed = change(before.differences(), newest);
            CountingPause.repaired(store, clock.instant(), changed);
            RecountReport after = recount(day);
            if (!after.isExact()) {
                throw new AuditException("Set " + changed + " counters, but the recount after that differs:\n"
                        + after.text() + "\nRepeat it.");
            }
            return new Result(before, after);
        } finally {
            CountingPause.end(store, clock.instant());
        }
    }

    private RecountReport recount(LocalDate day) throws InterruptedException {
        // Extended while lines are read, which may take longer than one pause.
        RecountReport report = new Recount(pipeline, store, (lines, of) -> {
                    progress.update(lines, of);
                    pause();
                })
                .run(day, Optional.empty());
        if (!report.idle()) {
            throw new AuditException("Lines were counted although counting was paused. Repeat it.");
        }
        return report;
    }

    private void pause() {
        CountingPause.pause(store, clock.instant(), PAUSE);
    }

    private long awaitRest() throws InterruptedException {
        Stopwatch waiting = Stopwatch.started();
        while (true) {
            long newest = LedgerSnapshot.readAll(store).txid();
            if (CountingPause.isAtRest(store, newest)
                    && LedgerSnapshot.readAll(store).txid() == newest) {
                return newest;
            }
            if (waiting.hasPassed(REST_TIMEOUT)) {
                throw new AuditException(
                        "Timed out after " + REST_TIMEOUT.toSeconds() + " s waiting until batch " + newest
                                + " is in all counters. Nothing was changed. Repeat it when the topology counts again.");
            }
            Thread.sleep(POLL_INTERVAL_MILLIS);
        }
    }

    private int change(List<RecountReport.Difference> differences, long newest) {
        int changed = 0;
        for (RecountReport.Difference difference : differences) {
            OptionalLong stored = difference.isStored() ? OptionalLong.of(difference.stored()) : OptionalLong.empty();
            if (!CountingPause.set(store, difference.counter(), stored, difference.atMost(), newest)) {
                throw new AuditException(
                        difference.counter() + " was changed by somebody else during the repair, after " + changed
                                + " counters had been set. Repeat it.");
            }
            changed++;
        }
        return changed;
    }
}
