package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KafkaOutageDetectorTest {

    private final KafkaOutageDetector watch = new KafkaOutageDetector(Duration.ofSeconds(5));

    @Test
    void promptResponseMeansNoOutage() {
        assertThat(watch.linesMayBeInFlight(1_000)).isFalse();
        watch.requestSucceeded(1_000, 1_500);
        assertThat(watch.linesMayBeInFlight(1_500)).isFalse();
    }

    @Test
    void linesMayBeInFlightAfterOutage() {
        watch.requestFailed();
        assertThat(watch.linesMayBeInFlight(60_000)).isTrue();
        watch.requestSucceeded(70_000, 70_001);
        assertThat(watch.linesMayBeInFlight(75_000)).isTrue();
        assertThat(watch.linesMayBeInFlight(75_001)).isFalse();
        watch.requestSucceeded(76_000, 76_001);
        assertThat(watch.linesMayBeInFlight(76_001)).isFalse();
    }

    /** Otherwise a Kafka that is always busy would stop the windows for good. */
    @Test
    void linesMayBeDelayedAsLongAsARecentResponse() {
        watch.requestSucceeded(1_000, 3_000);
        assertThat(watch.linesMayBeInFlight(3_000)).isFalse();
        assertThat(watch.slowness(3_000)).isEqualTo(2_000);
        watch.requestSucceeded(4_000, 4_600);
        assertThat(watch.slowness(9_599)).isEqualTo(2_000);
        assertThat(watch.slowness(9_600)).isZero();
    }

    @Test
    void responseSlowerThanTheDelayCountsAsOutage() {
        watch.requestSucceeded(1_000, 9_000);
        assertThat(watch.linesMayBeInFlight(13_999)).isTrue();
        assertThat(watch.linesMayBeInFlight(14_000)).isFalse();
    }
}
