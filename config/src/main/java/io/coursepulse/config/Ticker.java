package io.coursepulse.config;

import java.time.Duration;

/** Time that only moves forward, and that one can wait for. A simulation has one of its own. */
public interface Ticker {

    /** The machine's monotonic clock. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    };

    /** Nanoseconds since an arbitrary point in time. */
    long nanos();

    /** Waits. */
    void sleep(Duration time) throws InterruptedException;
}
