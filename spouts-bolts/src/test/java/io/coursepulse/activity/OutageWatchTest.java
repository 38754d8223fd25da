package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageWatchTest {

    private final OutageWatch watch = new OutageWatch(Duration.ofSeconds(5));

    @Test
    void believesAKafkaThatAnswersAtOnce() {
        assertThat(watch.linesMayBeOnTheirWay(1_000)).isFalse();
        watch.answered(1_000, 1_500);
        assertThat(watch.linesMayBeOnTheirWay(1_500)).isFalse();
    }

    @Test
    void waitsForTheLinesThatCouldNotCome() {
        watch.silent();
        assertThat(watch.linesMayBeOnTheirWay(60_000)).isTrue();
        watch.answered(70_000, 70_001);
        assertThat(watch.linesMayBeOnTheirWay(75_000)).isTrue();
        assertThat(watch.linesMayBeOnTheirWay(75_001)).isFalse();
        watch.answered(76_000, 76_001);
        assertThat(watch.linesMayBeOnTheirWay(76_001)).isFalse();
    }

    @Test
    void aSlowAnswerIsAShortOutage() {
        watch.answered(1_000, 9_000);
        assertThat(watch.linesMayBeOnTheirWay(13_999)).isTrue();
        assertThat(watch.linesMayBeOnTheirWay(14_000)).isFalse();
    }
}
