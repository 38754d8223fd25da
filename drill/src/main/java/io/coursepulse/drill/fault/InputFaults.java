package io.coursepulse.drill.fault;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Lines as web servers write them on a bad day. */
final class InputFaults {

    private static final List<Duration> SKEWS = List.of(
            Duration.ofSeconds(3),
            Duration.ofSeconds(-5),
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            Duration.ofHours(-3),
            Duration.ofHours(-25));

    private InputFaults() {}

    static InjectedFault skewClock(DrillCluster cluster, SplittableRandom random) throws InterruptedException {
        Duration skew = SKEWS.get(random.nextInt(SKEWS.size()));
        cluster.clock().set(skew);
        try {
            long before = cluster.writer().truth().lines();
            cluster.ledger().awaitLines(before + 1);
        } finally {
            cluster.clock().set(Duration.ZERO);
        }
        return InjectedFault.now(
                "web server " + skew.abs() + (skew.isNegative() ? " behind" : " ahead"),
                () -> cluster.ledger().awaitCommit("the clock was set right"));
    }
}
