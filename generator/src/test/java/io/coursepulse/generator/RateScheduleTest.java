package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateScheduleTest {
    /** Close to the overflow, as System.nanoTime may be. */
    private long now = Long.MAX_VALUE - 5_000_000;

    @Test
    void nothingIsDueAtTheStart() {
        assertThat(schedule(50_000, StopAfter.NEVER).due()).isZero();
    }

    @Test
    void doesNotDriftWithUnevenTicks() {
        RateSchedule schedule = schedule(333, StopAfter.NEVER);
        long written = 0;
        for (int tick = 0; tick < 3_000; tick++) {
            pass(Duration.ofMillis(1 + tick % 39));
            written += schedule.due() - written;
        }
        long elapsed = 0;
        for (int tick = 0; tick < 3_000; tick++) {
            elapsed += 1 + tick % 39;
        }
        assertThat(written).isEqualTo(elapsed * 333 / 1_000);
    }

    @Test
    void catchesUpAfterAPause() {
        RateSchedule schedule = schedule(1_000, StopAfter.NEVER);
        pass(Duration.ofSeconds(30));

        assertThat(schedule.due()).isEqualTo(30_000);
    }

    @Test
    void oneYearAtMaxRateDoesNotOverflow() {
        RateSchedule schedule = schedule(GeneratorOptions.MAX_RATE, StopAfter.NEVER);
        pass(Duration.ofDays(365).plusMillis(1));

        assertThat(schedule.due()).isEqualTo(10_000_000L * 365 * 86_400 + 10_000);
    }

    @Test
    void timedRunHasExactLineCount() {
        RateSchedule schedule = schedule(50, StopAfter.time(Duration.ofSeconds(2)));
        pass(Duration.ofMillis(1_999));
        assertThat(schedule.due()).isEqualTo(99);
        assertThat(schedule.isOver(99)).isFalse();
        pass(Duration.ofSeconds(5));
        assertThat(schedule.due()).isEqualTo(100);
        assertThat(schedule.isOver(99)).isFalse();
        assertThat(schedule.isOver(100)).isTrue();
    }

    @Test
    void lineLimitedRunEndsAfterLastLine() {
        RateSchedule schedule = schedule(50, StopAfter.lines(10));
        pass(Duration.ofSeconds(1));
        assertThat(schedule.due()).isEqualTo(10);
        assertThat(schedule.isOver(9)).isFalse();
        assertThat(schedule.isOver(10)).isTrue();
    }

    @Test
    void lateTickDoesNotDelayNextTick() {
        RateSchedule schedule = schedule(50, StopAfter.NEVER);
        pass(Duration.ofMillis(27));

        assertThat(schedule.untilNextTick(Duration.ofMillis(20).toNanos()))
                .isEqualTo(Duration.ofMillis(13).toNanos());
    }

    private RateSchedule schedule(int rate, StopAfter end) {
        return new RateSchedule(rate, end, () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
