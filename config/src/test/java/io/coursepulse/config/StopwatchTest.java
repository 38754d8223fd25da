package io.coursepulse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopwatchTest {

    @Test
    void measuresTheTimeSinceItsStart() {
        Stopwatch minuteAgo = new Stopwatch(
                Ticker.SYSTEM, System.nanoTime() - Duration.ofMinutes(1).toNanos());

        assertThat(minuteAgo.elapsed()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(minuteAgo.hasPassed(Duration.ofSeconds(59))).isTrue();
        assertThat(minuteAgo.hasPassed(Duration.ofMinutes(10))).isFalse();
    }

    /** The reading of {@link System#nanoTime} may be negative, and may overflow. */
    @Test
    void newStopwatchHasJustStarted() {
        assertThat(Stopwatch.started().hasPassed(Duration.ofMinutes(1))).isFalse();
    }
}
