package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.server.StormPlacement.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Messages that do not arrive. Established connections stay open and silent, as when a cable is pulled. */
final class NetworkFaults {

    /** Longer than a batch may take, and than Nimbus and the Supervisors wait for heartbeats. */
    private static final Duration CUT_FOR = Duration.ofSeconds(25);

    private NetworkFaults() {}

    static Optional<String> obstacle(DrillSetup setup) {
        return PortBlock.isPossible()
                ? Optional.empty()
                : Optional.of("blocking a port needs root and iproute2's `ip rule`");
    }

    static InjectedFault cutWorker(DrillCluster cluster, SplittableRandom random)
            throws IOException, InterruptedException {
        Worker target = Targets.any(cluster.sandbox().placement().workers(), "worker", random);
        return cut(cluster, target.port(), "worker " + target.port());
    }

    static InjectedFault cutNimbus(DrillCluster cluster, SplittableRandom random)
            throws IOException, InterruptedException {
        int port = cluster.sandbox().ports().of(PortName.NIMBUS);
        return cut(cluster, port, "nimbus " + port);
    }

    private static InjectedFault cut(DrillCluster cluster, int port, String target)
            throws IOException, InterruptedException {
        Sandbox sandbox = cluster.sandbox();
        try (PortBlock block = PortBlock.of(List.of(port))) {
            block.requireEffect();
            // The length of the fault, not a wait for something.
            Thread.sleep(CUT_FOR.toMillis());
        }
        return InjectedFault.now(target + " for " + CUT_FOR.toSeconds() + " s", () -> Targets.awaitTopology(sandbox));
    }
}
