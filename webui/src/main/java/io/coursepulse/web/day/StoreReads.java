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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store, read away from the event loop. A store that is down keeps its reader busy until its timeout; all reads go
 * through one thread, which is also what a {@link CounterReader} asks for.
 *
 * <p>Methods are called on the event loop and their futures complete there.
 */
public final class StoreReads {

    private static final Logger LOG = LoggerFactory.getLogger(StoreReads.class);
    private static final long CLOSE_WITHIN_SECONDS = 2;

    private final Supplier<CounterReader> open;
    private final Clock clock;
    private final Vertx vertx;

    /** Not one of Vert.x's: those are waited for at the end, and a store that is down may hold it for long. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "store");
        thread.setDaemon(true);
        return thread;
    });

    private StoreHealth health;
    private int runningReads;

    /** Used by the reading thread alone. */
    private CounterReader reader;

    /** @param open opens a reader; called again after every failure */
    public StoreReads(Vertx vertx, Clock clock, Supplier<CounterReader> open) {
        this.open = open;
        this.clock = clock;
        this.vertx = vertx;
        this.health = StoreHealth.notReadYet(clock.instant());
    }

    /** All counts of a part of a day. Fails with what the reader throws. */
    Future<List<CounterValue>> day(LocalDate day, DayPart part) {
        return read(store -> {
            List<CounterValue> counts = new ArrayList<>();
            for (Dimension dimension : part.dimensions()) {
                counts.addAll(store.day(dimension, day));
            }
            return counts;
        });
    }

    /** The rows of one dimension's table, as they are stored. Fails with what the reader throws. */
    public Future<List<CounterValue>> rows(Dimension dimension, LocalDate day) {
        return read(store -> store.day(dimension, day));
    }

    /**
     * The ledger's rows by topic partition. Is called about every second, which also shows whether the store answers: while
     * another read is running or hangs, this fails at once.
     */
    public Future<Map<String, LedgerRow>> ledger() {
        if (runningReads > 0) {
            return Future.failedFuture(new StoreException.Unavailable("the store is being read", null));
        }
        return read(store -> {
            Map<String, LedgerRow> rows = new TreeMap<>();
            store.ledger()
                    .forEach((partition, columns) -> LedgerRow.of(columns).ifPresent(row -> rows.put(partition, row)));
            return rows;
        });
    }

    /** What the last read showed. */
    public StoreHealth health() {
        return health;
    }

    private <T> Future<T> read(Function<CounterReader, T> read) {
        runningReads++;
        return onThread(() -> inThread(read)).onComplete(answer -> {
            runningReads--;
            if (answer.succeeded()) {
                note(health.answered(clock.instant()));
            } else {
                note(health.failed(
                        clock.instant(), String.valueOf(answer.cause().getMessage())));
            }
        });
    }

    private <T> T inThread(Function<CounterReader, T> read) {
        if (reader == null) {
            reader = open.get();
        }
        try {
            return read.apply(reader);
        } catch (RuntimeException e) {
            // Whatever broke in the old connection, a new one does not have it.
            closeReader();
            throw e;
        }
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

    private static <T> Future<T> outcomeOf(Supplier<T> work) {
        try {
            return Future.succeededFuture(work.get());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Closes the reader after the running read has ended; it does not wait long for one that hangs. */
    public Future<Void> close() {
        Future<Void> closed = onThread(() -> {
            closeReader();
            return null;
        });
        thread.shutdown();
        return closed.timeout(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
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

        StoreHealth answered(Instant at) {
            return answers ? this : new StoreHealth(true, at, "");
        }

        StoreHealth failed(Instant at, String why) {
            return new StoreHealth(false, answers ? at : since, why);
        }
    }
}
