package io.coursepulse.web.day;

import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.store.StoreException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store, read away from the event loop by several readers, each in a thread of its own. A store that is down keeps a
 * reader busy until its timeout; so reads that wait for one are bounded, reads that nobody waits for any more are not made,
 * and one reader is kept for today's counts and the ledger, which also tell whether the store answers.
 *
 * <p>Methods are called on the event loop and their futures complete there.
 */
public final class StoreReads {

    /** Besides the one that is kept for today. */
    public static final int READERS = 2;

    /** Some seconds of reads. With more, a client would have gone before its turn came. */
    public static final int MAX_WAITING = 100;

    private static final Logger LOG = LoggerFactory.getLogger(StoreReads.class);
    private static final long CLOSE_WITHIN_MS = 500;

    /** The ledger is a few rows. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    /** Which reads come first. */
    enum Priority {
        /** Today's counts and the ledger. */
        TODAY,
        /** Whatever a client asks for. */
        OTHER
    }

    private record Read<T>(
            Priority priority, BooleanSupplier wanted, Function<CounterReader, T> work, Promise<T> promise) {}

    private final Supplier<CounterReader> open;
    private final Clock clock;
    private final Vertx vertx;
    private final ReaderThread readerForToday = new ReaderThread("store-today");
    private final List<ReaderThread> readers = new ArrayList<>();
    private final Deque<ReaderThread> idle = new ArrayDeque<>();
    private final Deque<Read<?>> waiting = new ArrayDeque<>();

    /** Since when the ledger has been asked for, and nothing been answered. */
    private Optional<Instant> unansweredSince = Optional.empty();

    private StoreHealth health;
    private boolean todayIsIdle = true;

    /** @param open opens a reader; called again after every failure */
    public StoreReads(Vertx vertx, Clock clock, Supplier<CounterReader> open) {
        this.open = open;
        this.clock = clock;
        this.vertx = vertx;
        this.health = StoreHealth.notReadYet(clock.instant());
        for (int i = 0; i < READERS; i++) {
            readers.add(new ReaderThread("store-" + i));
        }
        idle.addAll(readers);
    }

    /**
     * All counts of a part of a day. Fails with what the reader throws.
     *
     * @param wanted whether somebody still waits for it, asked before it is read
     */
    Future<List<CounterValue>> day(LocalDate day, DayPart part, Priority priority, BooleanSupplier wanted) {
        return read(priority, wanted, store -> {
            List<CounterValue> counts = new ArrayList<>();
            for (Dimension dimension : part.dimensions()) {
                counts.addAll(store.day(dimension, day));
            }
            return counts;
        });
    }

    /**
     * The rows of one dimension's table, as they are stored. Fails with what the reader throws.
     *
     * @param wanted whether somebody still waits for them, asked before they are read
     */
    public Future<List<CounterValue>> rows(Dimension dimension, LocalDate day, BooleanSupplier wanted) {
        return read(Priority.OTHER, wanted, store -> store.day(dimension, day));
    }

    /**
     * The ledger's rows by topic partition. Is called about every second, which also shows whether the store answers: while
     * all readers are busy, this fails at once.
     */
    public Future<Map<String, LedgerRow>> ledger() {
        unansweredSince = unansweredSince.or(() -> Optional.of(clock.instant()));
        if (!todayIsIdle && idle.isEmpty()) {
            return Future.failedFuture(new StoreException.Unavailable("the store is being read", null));
        }
        return read(Priority.TODAY, () -> true, store -> {
            Map<String, LedgerRow> rows = new TreeMap<>();
            store.ledger()
                    .forEach((partition, columns) -> LedgerRow.of(columns).ifPresent(row -> rows.put(partition, row)));
            return rows;
        });
    }

    /** What the last read of today's counts or the ledger showed, or that it takes too long. */
    public StoreHealth health() {
        return unansweredSince
                .filter(since -> Duration.between(since, clock.instant()).compareTo(SLOW) > 0)
                .map(since -> health.failed(
                        since, "the store has not answered for more than " + SLOW.toSeconds() + " seconds"))
                .orElse(health);
    }

    private <T> Future<T> read(Priority priority, BooleanSupplier wanted, Function<CounterReader, T> work) {
        if (waiting.size() >= MAX_WAITING) {
            dropUnwanted();
        }
        if (priority == Priority.OTHER && waiting.size() >= MAX_WAITING) {
            return Future.failedFuture(new StoreException.Unavailable(
                    "Too many reads are waiting for the store; try again in a few seconds", null));
        }
        Read<T> read = new Read<>(priority, wanted, work, Promise.promise());
        if (priority == Priority.TODAY) {
            waiting.addFirst(read);
        } else {
            waiting.addLast(read);
        }
        startWhatCanBe();
        return read.promise().future();
    }

    private void startWhatCanBe() {
        while (!waiting.isEmpty()) {
            Read<?> next = waiting.getFirst();
            if (!next.wanted().getAsBoolean()) {
                dropUnwanted();
            } else if (next.priority() == Priority.TODAY && todayIsIdle) {
                waiting.removeFirst();
                todayIsIdle = false;
                run(next, readerForToday);
            } else if (!idle.isEmpty()) {
                waiting.removeFirst();
                run(next, idle.removeFirst());
            } else {
                return;
            }
        }
    }

    private void dropUnwanted() {
        List<Read<?>> unwanted =
                waiting.stream().filter(read -> !read.wanted().getAsBoolean()).toList();
        waiting.removeAll(unwanted);
        unwanted.forEach(read ->
                read.promise().fail(new StoreException.Unavailable("nobody waits for this read any more", null)));
    }

    private <T> void run(Read<T> read, ReaderThread reader) {
        reader.run(read.work()).onComplete(answer -> {
            if (reader == readerForToday) {
                todayIsIdle = true;
            } else {
                idle.addLast(reader);
            }
            // A stranger's day that cannot be read says nothing of the store; any answer says that it answers.
            if (answer.succeeded()) {
                unansweredSince = Optional.empty();
                note(health.answered(clock.instant()));
            } else if (read.priority() == Priority.TODAY) {
                unansweredSince = Optional.empty();
                note(health.failed(
                        clock.instant(), String.valueOf(answer.cause().getMessage())));
            }
            read.promise().handle(answer);
            startWhatCanBe();
        });
    }

    private void note(StoreHealth now) {
        // A store that is down fails every few seconds: only changes are logged.
        if (now.answers() && !health.answers()) {
            LOG.info("The store answers");
        } else if (!now.answers() && (health.answers() || health.problem().isEmpty())) {
            LOG.warn("The store does not answer: {}", now.problem());
        }
        health = now;
    }

    /** Closes the readers after their running reads have ended; it does not wait long for one that hangs. */
    public Future<Void> close() {
        waiting.forEach(
                read -> read.promise().fail(new StoreException.Unavailable("the server is shutting down", null)));
        waiting.clear();
        List<Future<Void>> closed = Stream.concat(readers.stream(), Stream.of(readerForToday))
                .map(ReaderThread::close)
                .toList();
        return Future.join(closed)
                .<Void>mapEmpty()
                .timeout(CLOSE_WITHIN_MS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    /** A reader and its thread: a {@link CounterReader} is used by one. */
    private final class ReaderThread {

        /** Not one of Vert.x's: those are waited for at the end, and a store that is down may hold it for long. */
        private final ExecutorService thread;

        /** Used by the thread alone. */
        private CounterReader reader;

        private ReaderThread(String name) {
            thread = Executors.newSingleThreadExecutor(task -> {
                Thread made = new Thread(task, name);
                made.setDaemon(true);
                return made;
            });
        }

        private <T> Future<T> run(Function<CounterReader, T> work) {
            return onThread(() -> {
                if (reader == null) {
                    reader = open.get();
                }
                try {
                    return work.apply(reader);
                } catch (RuntimeException e) {
                    // Whatever broke in the old connection, a new one does not have it.
                    closeReader();
                    throw e;
                }
            });
        }

        private Future<Void> close() {
            Future<Void> closed = onThread(() -> {
                closeReader();
                return null;
            });
            thread.shutdown();
            return closed;
        }

        private void closeReader() {
            CounterReader closing = reader;
            reader = null;
            if (closing != null) {
                try {
                    closing.close();
                } catch (RuntimeException e) {
                    LOG.debug("An abandoned reader could not be closed", e);
                }
            }
        }

        private <T> Future<T> onThread(Supplier<T> work) {
            Context eventLoop = vertx.getOrCreateContext();
            Promise<T> promise = Promise.promise();
            thread.execute(() -> {
                Future<T> outcome = outcomeOf(work);
                eventLoop.runOnContext(nothing -> outcome.onComplete(promise));
            });
            return promise.future();
        }
    }

    private static <T> Future<T> outcomeOf(Supplier<T> work) {
        try {
            return Future.succeededFuture(work.get());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * Whether the store answers.
     *
     * @param since since when it does, or does not
     * @param problem what its last failure said, empty when there is none
     */
    public record StoreHealth(boolean answers, Instant since, String problem) {

        static StoreHealth notReadYet(Instant now) {
            return new StoreHealth(false, now, "");
        }

        /** Whether it is known that it does not answer. */
        public boolean fails() {
            return !answers && !problem.isEmpty();
        }

        StoreHealth answered(Instant at) {
            return answers ? this : new StoreHealth(true, at, "");
        }

        StoreHealth failed(Instant at, String why) {
            return new StoreHealth(false, answers ? at : since, why);
        }
    }
}
