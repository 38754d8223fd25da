package io.coursepulse.demo;

import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;

/**
 * Waits for lines to arrive somewhere. It goes by progress: as long as lines move it is patient, however slow the machine
 * is; when nothing has moved for two minutes it says where they stand.
 */
public final class ProgressWaiter {

    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final String where;
    private final LongSupplier arrived;
    private long last = -1;
    private Instant since = Instant.now();

    /**
     * Watches one place.
     *
     * @param where for the message: {@code in Kafka}
     * @param arrived how many lines are there; may fail while a server is away
     */
    public ProgressWaiter(String where, LongSupplier arrived) {
        this.where = where;
        this.arrived = arrived;
    }

    /**
     * Returns when as many lines have arrived as {@code expected} says, or more.
     *
     * @throws SandboxFailure if nothing moves any more
     */
    public void await(LongSupplier expected) throws InterruptedException {
        if (!tryAwait(expected)) {
            throw new SandboxFailure("Nothing has moved for " + STALL_TIMEOUT.toSeconds() + " s: of "
                    + expected.getAsLong() + " lines " + last + " are " + where
                    + ". `coursepulse status` shows which server is away, and `coursepulse logs"
                    + " SERVER` why.");
        }
    }

    /** Returns true when as many have arrived as {@code expected} says, or more, and false if nothing moves any more. */
    boolean tryAwait(LongSupplier expected) throws InterruptedException {
        while (true) {
            long now = currentCount();
            if (now >= expected.getAsLong()) {
                return true;
            }
            if (now != last) {
                last = now;
                since = Instant.now();
            } else if (Duration.between(since, Instant.now()).compareTo(STALL_TIMEOUT) > 0) {
                return false;
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    /** A server that was killed comes back; if it does not, nothing moves, and that is said. */
    private long currentCount() {
        try {
            return arrived.getAsLong();
        } catch (StoreException.Unavailable | KafkaException e) {
            return last;
        }
    }
}
