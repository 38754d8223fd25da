package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.storm.thrift.TException;

/** What operators do to a topology while it counts. */
final class TopologyFaults {

    private static final int BACKLOG_LINES = 60_000;

    /** A topology is inactive when nothing has been committed for this long; batches start every 50 ms. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private TopologyFaults() {}

    static InjectedFault resubmit(DrillCluster cluster, SplittableRandom random)
            throws IOException, InterruptedException {
        Sandbox sandbox = cluster.sandbox();
        List<ProcessIdentity> before = sandbox.processes(ServerName.TOPOLOGY);
        long start = System.nanoTime();
        sandbox.restart(ServerName.TOPOLOGY);
        return new InjectedFault("topology (workers " + Targets.pids(before) + ")", start, () -> {
            Targets.requireTerminated(before);
            Targets.awaitTopology(sandbox);
        });
    }

    static InjectedFault rebalance(DrillCluster cluster, SplittableRandom random)
            throws TException, InterruptedException {
        Sandbox sandbox = cluster.sandbox();
        int fewer = Math.max(1, cluster.workers() - 1);
        long start = System.nanoTime();
        sandbox.placement().rebalance(fewer);
        awaitWorkers(sandbox, fewer);
        return new InjectedFault("topology, " + cluster.workers() + " to " + fewer + " workers and back", start, () -> {
            sandbox.placement().rebalance(cluster.workers());
            awaitWorkers(sandbox, cluster.workers());
            cluster.ledger().awaitCommit("the second rebalance");
        });
    }

    private static void awaitWorkers(Sandbox sandbox, int workers) throws InterruptedException {
        Await.until(
                "the topology to have " + workers + " workers",
                Targets.RECOVERY_TIMEOUT,
                () -> sandbox.placement().portsOf("").size() == workers);
        Targets.awaitTopology(sandbox);
    }

    static InjectedFault deactivate(DrillCluster cluster, SplittableRandom random)
            throws TException, InterruptedException {
        Sandbox sandbox = cluster.sandbox();
        sandbox.placement().deactivate();
        try {
            awaitQuiet(cluster);
        } finally {
            sandbox.placement().activate();
        }
        return InjectedFault.now("topology", () -> Targets.awaitTopology(sandbox));
    }

    static InjectedFault backlog(DrillCluster cluster, SplittableRandom random)
            throws TException, InterruptedException, ExecutionException {
        Sandbox sandbox = cluster.sandbox();
        sandbox.placement().deactivate();
        try (TopicAdmin topic = new TopicAdmin(cluster)) {
            awaitQuiet(cluster);
            cluster.writer().burst(BACKLOG_LINES);
            long counted = cluster.ledger().lines();
            Await.until(
                    "Kafka to have a backlog",
                    Targets.RECOVERY_TIMEOUT,
                    () -> topic.endOffsets() >= counted + BACKLOG_LINES);
        } finally {
            sandbox.placement().activate();
        }
        long lines = cluster.writer().truth().lines();
        return InjectedFault.now("topology, " + BACKLOG_LINES + " lines behind", () -> {
            cluster.ledger().awaitLines(lines);
            Targets.awaitTopology(sandbox);
        });
    }

    /** Waits until nothing is committed any more. */
    static void awaitQuiet(DrillCluster cluster) throws InterruptedException {
        long[] last = {-1, System.nanoTime()};
        Await.until("commits to stop in the inactive topology", Targets.RECOVERY_TIMEOUT, () -> {
            long now = cluster.ledger().txid();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > QUIET.toNanos();
        });
    }
}
