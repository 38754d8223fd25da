package io.coursepulse.sandbox.run;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.store.StoreException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;

/**
 * Waits for servers, either with a deadline ({@link #until}, {@link #within}) or for as long as there is progress
 * ({@link Progress}). Servers that are down in the meantime are not an error. Every method may be interrupted.
 */
public final class Await {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private Await() {}

    /**
     * A question to servers that may be down: an exception counts as "not yet". Only a {@link SandboxFailure} ends the wait,
     * for conditions that know that waiting is pointless.
     */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Waits until the condition holds.
     *
     * @param what for the message: {@code "every executor of the topology to run"}
     * @return how long it took
     * @throws SandboxFailure if the condition does not hold in time
     */
    public static Duration until(String what, Duration timeout, Condition condition) throws InterruptedException {
        Stopwatch stopwatch = Stopwatch.started();
        Attempts attempts = new Attempts(condition);
        if (!poll(attempts, timeout, () -> 0)) {
            throw new SandboxFailure(
                    "Timed out after " + timeout.toSeconds() + " s waiting for " + what
                            + (attempts.lastError == null ? "" : "; last error: " + attempts.lastError),
                    attempts.lastError);
        }
        return stopwatch.elapsed();
    }

    /** Waits until the condition holds. Returns false if it does not in time. */
    public static boolean within(Duration timeout, Condition condition) throws InterruptedException {
        return poll(new Attempts(condition), timeout, () -> 0);
    }

    /** The one loop: ends when {@code look} is satisfied, or {@code progress} has not changed for {@code timeout}. */
    private static boolean poll(Look look, Duration timeout, LongSupplier progress) throws InterruptedException {
        Stopwatch sinceProgress = Stopwatch.started();
        long reached = progress.getAsLong();
        while (!look.isSatisfied()) {
            if (progress.getAsLong() != reached) {
                reached = progress.getAsLong();
                sinceProgress = Stopwatch.started();
            } else if (sinceProgress.hasPassed(timeout)) {
                return false;
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
        return true;
    }

    private interface Look {
        boolean isSatisfied() throws InterruptedException;
    }

    private static final class Attempts implements Look {

        private final Condition condition;
        private Exception lastError;

        private Attempts(Condition condition) {
            this.condition = condition;
        }

        @Override
        public boolean isSatisfied() throws InterruptedException {
            try {
                lastError = null;
                return condition.holds();
            } catch (InterruptedException | SandboxFailure e) {
                throw e;
            } catch (Exception e) {
                lastError = e;
                return false;
            }
        }
    }

    /**
     * Waits for a number to grow, for example of lines that arrive somewhere. There is no deadline as long as it changes: a
     * slow machine is not a failure. For one thread.
     */
    public static final class Progress {

        private static final Duration STALL_TIMEOUT = Duration.ofMinutes(2);

        private final String what;
        private final LongSupplier count;
        private long last = -1;

        /**
         * Watches a number.
         *
         * @param what for the message: {@code "lines counted"}
         * @param count the present number; may fail with what the store's and Kafka's clients throw while a server is down
         */
        public Progress(String what, LongSupplier count) {
            this.what = what;
            this.count = count;
        }

        /**
         * Waits until the number is at least {@code expected}.
         *
         * @throws SandboxFailure if it has not changed for two minutes
         */
        public void await(LongSupplier expected) throws InterruptedException {
            if (!tryAwait(expected)) {
                throw new SandboxFailure("Timed out after " + STALL_TIMEOUT.toSeconds() + " s waiting for progress: "
                        + last + " of " + expected.getAsLong() + " " + what
                        + ". `coursepulse status` shows which server is"
                        + " down, and `coursepulse logs SERVER` the reason.");
            }
        }

        /** Waits until the number is at least {@code expected}. Returns false if it has not changed for two minutes. */
        public boolean tryAwait(LongSupplier expected) throws InterruptedException {
            return poll(() -> current() >= expected.getAsLong(), STALL_TIMEOUT, () -> last);
        }

        private long current() {
            try {
                last = count.getAsLong();
            } catch (StoreException.Unavailable | KafkaException e) {
                // A server that was killed comes back; if it does not, there is no progress.
            }
            return last;
        }
    }
}
