package io.coursepulse.simulation;

import io.coursepulse.config.Ticker;
import java.time.Duration;

/** The time of one simulation. While a task sleeps, the others go on. */
final class SimulatedTime implements Ticker {

    private final SimulatedCluster cluster;

    SimulatedTime(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    long millis() {
        return cluster.now();
    }

    @Override
    public long nanos() {
        return cluster.now() * 1_000_000;
    }

    @Override
    public void sleep(Duration time) {
        cluster.sleep(time.toMillis());
    }
}
