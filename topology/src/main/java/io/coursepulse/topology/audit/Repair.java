package io.coursepulse.topology.audit;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.CountingPause;
import io.coursepulse.store.StampedValue;
import io.coursepulse.topology.PipelineConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Sets a day's counters to what a recount has found, while the topology runs: pauses counting, recounts at rest, changes
 * the counters that differ, lets the counter tasks drop what they have cached, and recounts again. Lines that arrive
 * meanwhile wait in Kafka.
 *
 * <p>A counter that was written with a later batch than there is keeps its counter task from adding the newest batch, so
 * counting does not come to rest. Such counters of the day get back the batch that their shard has, with the value that
 * they have; whether that is right, the recount says.
 *
 * <p>Every change is a compare-and-set of what was read. How it is held against the topology's own writes: {@link
 * CountingPause}.
 */
public final class Repair {

    /** Recounts a day and compares it with the store. */
    @FunctionalInterface
    interface Recounting {
        /** Recounts, and reports its progress from time to time. */
        RecountReport run(LocalDate day, Recount.ProgressListener progress) throws InterruptedException;
    }

    /** Waits before counting is looked at again. */
    @FunctionalInterface
    interface Poll {
        /** Waits. */
        void await() throws InterruptedException;
    }

    private static final Duration PAUSE = Duration.ofMinutes(2);
    private static final long POLL_INTERVAL_MILLIS = 200;

    /** A minute. */
    private static final int POLLS_UNTIL_TIMEOUT = 300;

    /** Five seconds: longer than a batch that is not held up. */
    private static final int POLLS_UNTIL_LOWERED = 25;

    private static final int COUNTERS_PER_READ = 1_000;

    private final CounterStore store;
    private final Recounting recounting;
    private final Recount.ProgressListener progress;
    private final InstantSource clock;
    private final Poll poll;

    /** Repairs the counters in {@code store}, which is not closed by this class. */
    public Repair(PipelineConfig pipeline, CounterStore store, Recount.ProgressListener progress) {
        this(
                store,
                (day, reading) -> new Recount(pipeline, store, reading).run(day, Optional.empty()),
                progress,
                InstantSource.system(),
                () -> Thread.sleep(POLL_INTERVAL_MILLIS));
    }

    Repair(
            CounterStore store,
            Recounting recounting,
            Recount.ProgressListener progress,
            InstantSource clock,
            Poll poll) {
        this.store = store;
        this.recounting = recounting;
        this.progress = progress;
        this.clock = clock;
        this.poll = poll;
    }

    /**
     * What was done.
     *
     * @param before the recount before the repair, with the counters that differed
     * @param later how many counters had a later batch than there is
     * @param after the recount after it; the same as before if nothing differed
     */
    public record Result(RecountReport before, int later, RecountReport after) {

        /** Whether nothing had to be changed. */
        public boolean isUnchanged() {
            return later == 0 && before.isExact();
        }
    }

    /**
     * Finds what {@link #run} would change, and changes nothing. Counting goes on.
     *
     * @throws AuditException if the day cannot be recounted
     */
    public Result find(LocalDate day) throws InterruptedException {
        RecountReport report = recounting.run(day, progress);
        return new Result(report, later(day).size(), report);
    }

    /**
     * Repairs a day.
     *
     * @throws AuditException if the day cannot be recounted, or counting does not come to rest; the message says whether
     *     anything was changed
     */
    public Result run(LocalDate day) throws InterruptedException {
        try (Pause pause = new Pause();
                Changes changes = new Changes(day)) {
            pause.extend();
            long newest = awaitRest(pause, changes);
            changes.lowerLater(newest);
            RecountReport before = recount(day, pause, changes);
            pause.extend();
            if (awaitRest(pause, changes) != newest) {
                throw notPaused(changes);
            }
            changes.set(before.differences(), newest);
            changes.end();
            RecountReport after = changes.differing == 0 ? before : recount(day, pause, changes);
            if (!after.isExact()) {
                throw new AuditException(
                        "The recount after the repair differs. " + changes.text() + " Repeat it.\n" + after.text());
            }
            return new Result(before, changes.later, after);
        }
    }

    /** Keeps the ledger from taking new batches. */
    private final class Pause implements AutoCloseable {

        void extend() {
            CountingPause.pause(store, clock.instant(), PAUSE);
        }

        @Override
        public void close() {
            CountingPause.end(store, clock.instant());
        }
    }

    /** Changes counters, and keeps the log of it. */
    private final class Changes implements AutoCloseable {

        private final LocalDate day;
        private OptionalLong number = OptionalLong.empty();
        private final Set<CellKey> changed = new HashSet<>();
        private int later;
        private int differing;

        Changes(LocalDate day) {
            this.day = day;
        }

        /** Before each change, also if the change is then not made. */
        private void begin() {
            if (number.isEmpty()) {
                number = OptionalLong.of(CountingPause.repairing(store, clock.instant(), day));
            }
        }

        void lowerLater(long newest) {
            later(day).forEach((counter, found) -> {
                begin();
                if (CountingPause.lowerStamp(store, counter, found, newest)) {
                    changed.add(CellKey.counter(counter));
                    later++;
                }
            });
        }

        void set(List<RecountReport.Difference> differences, long newest) {
            for (RecountReport.Difference difference : differences) {
                begin();
                OptionalLong stored =
                        difference.isStored() ? OptionalLong.of(difference.stored()) : OptionalLong.empty();
                if (!CountingPause.set(store, difference.counter(), stored, difference.atMost(), newest)) {
                    throw new AuditException(difference.counter() + " was changed by somebody else during the repair. "
                            + text() + " Repeat it.");
                }
                changed.add(difference.counter());
                differing++;
            }
        }

        String text() {
            return changed.isEmpty()
                    ? "Nothing was changed."
                    : "Changed " + differing + " counters, and the batch of " + later + ".";
        }

        /** Whatever happened, what tasks have cached since the first change is out of date. */
        @Override
        public void close() {
            end();
        }

        void end() {
            if (number.isPresent()) {
                CountingPause.repaired(store, clock.instant(), number.getAsLong(), changed.size());
                number = OptionalLong.empty();
            }
        }
    }

    private RecountReport recount(LocalDate day, Pause pause, Changes changes) throws InterruptedException {
        // Extended while lines are read, which may take longer than one pause.
        RecountReport report = recounting.run(day, (lines, of) -> {
            progress.update(lines, of);
            pause.extend();
        });
        if (!report.idle()) {
            throw notPaused(changes);
        }
        return report;
    }

    private static AuditException notPaused(Changes changes) {
        return new AuditException("Lines were counted although counting was paused. " + changes.text()
                + " Check that this machine's clock and the workers' do not differ by two minutes, and repeat it.");
    }

    private long awaitRest(Pause pause, Changes changes) throws InterruptedException {
        Stopwatch waiting = Stopwatch.started();
        for (int polls = 0; ; polls++) {
            long newest = newestBatch();
            if (CountingPause.isAtRest(store, newest) && newestBatch() == newest) {
                return newest;
            }
            if (polls == POLLS_UNTIL_TIMEOUT) {
                throw new AuditException("Timed out after "
                        + waiting.elapsed().toSeconds() + " s waiting until batch " + newest + " is in all counters. "
                        + changes.text() + " "
                        + laterOfAnyDay(newest)
                                .map(counter ->
                                        counter + " has a later batch, which keeps it from that: repair its day.")
                                .orElse("Repeat it when the topology counts again."));
            }
            if (polls % POLLS_UNTIL_LOWERED == POLLS_UNTIL_LOWERED - 1) {
                pause.extend();
                changes.lowerLater(newest);
            }
            poll.await();
        }
    }

    private long newestBatch() {
        return LedgerSnapshot.readAll(store).txid();
    }

    /** The day's counters that have a later batch than the ledger. */
    private Map<CounterRow, StampedValue> later(LocalDate day) {
        Map<CounterRow, StampedValue> found = new LinkedHashMap<>();
        for (Dimension dimension : Dimension.values()) {
            List<CounterRow> rows =
                    store.day(dimension, day).stream().map(CounterValue::row).toList();
            for (int from = 0; from < rows.size(); from += COUNTERS_PER_READ) {
                List<CounterRow> some = rows.subList(from, Math.min(rows.size(), from + COUNTERS_PER_READ));
                Map<CellKey, StampedValue> cells =
                        store.read(some.stream().map(CellKey::counter).toList());
                // After the counters: a batch is in the ledger before it is in a counter.
                long newest = newestBatch();
                some.forEach(row -> {
                    StampedValue cell = cells.get(CellKey.counter(row));
                    if (cell != null && cell.txid() > newest) {
                        found.put(row, cell);
                    }
                });
            }
        }
        return found;
    }

    private Optional<CellKey> laterOfAnyDay(long newest) {
        List<CellKey> found = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            store.writtenAfter(dimension, newest).ifPresent(found::add);
        }
        return found.stream().findFirst();
    }
}
