package io.coursepulse.drill;

import java.time.Duration;
import java.time.Instant;

/** Waits for a condition, and says what was missing when it does not come. Servers that are away meanwhile are no error. */
final class Patience {

    private static final Duration LOOK = Duration.ofMillis(100);

    private Patience() {}

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
    static Duration await(String what, Duration atMost, Condition condition) throws InterruptedException {
        Instant begun = Instant.now();
        Exception last = null;
        while (Duration.between(begun, Instant.now()).compareTo(atMost) < 0) {
            try {
                if (condition.holds()) {
                    return Duration.between(begun, Instant.now());
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            Thread.sleep(LOOK.toMillis());
        }
        throw new DrillFailure("Waited " + atMost.toSeconds() + " s in vain until " + what
                + (last == null ? "" : "; the last look failed: " + last));
    }
}
