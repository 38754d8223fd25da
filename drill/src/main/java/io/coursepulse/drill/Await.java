package io.coursepulse.drill;

import java.time.Duration;
import java.time.Instant;

/** Waits for a condition, and says what was missing when it does not come. Servers that are away meanwhile are no error. */
final class Await {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private Await() {}

    /** A question to servers that may be down: an exception is a no. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Returns how long it took.
     *
     * @param what for the message: {@code the topology's executors run again}
     * @throws DrillFailure if the condition does not hold in time
     */
    static Duration until(String what, Duration timeout, Condition condition) throws InterruptedException {
        Instant start = Instant.now();
        Exception last = null;
        while (Duration.between(start, Instant.now()).compareTo(timeout) < 0) {
            try {
                if (condition.holds()) {
                    return Duration.between(start, Instant.now());
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
        throw new DrillFailure("Waited " + timeout.toSeconds() + " s in vain until " + what
                + (last == null ? "" : "; the last look failed: " + last));
    }
}
