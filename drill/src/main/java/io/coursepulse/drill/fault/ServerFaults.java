package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Servers that are killed, freeze, or are slow. */
final class ServerFaults {

    private static final Duration SLOW_FOR = Duration.ofSeconds(20);

    /** The store runs for a tenth of the time, in slices that add up in every batch's reads and writes. */
    private static final Duration PAUSED = Duration.ofMillis(450);

    private static final Duration RUNNING = Duration.ofMillis(50);

    private ServerFaults() {}

    static InjectedFault kill(DrillCluster cluster, ServerName server) throws InterruptedException {
        Sandbox sandbox = cluster.sandbox();
        List<ProcessIdentity> targets = running(sandbox, server);
        Targets.kill(targets);
        return InjectedFault.now(server + " (process " + Targets.pids(targets) + ")", () -> {
            sandbox.awaitReady(server, Targets.RECOVERY_TIMEOUT);
            Targets.requireTerminated(targets);
            if (sandbox.processes(server).stream().anyMatch(targets::contains)) {
                throw new DrillFailure(server + " was not restarted: its process id is unchanged");
            }
        });
    }

    static InjectedFault killTwo(DrillCluster cluster, SplittableRandom random) throws Exception {
        List<ServerName> servers =
                new ArrayList<>(List.of(ServerName.KAFKA, ServerName.ZOOKEEPER, ServerName.NIMBUS, cluster.store()));
        ServerName first = servers.remove(random.nextInt(servers.size()));
        int second = random.nextInt(servers.size() + 1);
        InjectedFault one = kill(cluster, first);
        // Storm's servers may be down: the coordinator is asked for while they still answer from memory, or not at all.
        InjectedFault other = second == servers.size() && first != ServerName.NIMBUS
                ? WorkerFaults.killCoordinator(cluster, random)
                : kill(cluster, servers.get(second % servers.size()));
        return InjectedFault.now(one.target() + ", " + other.target(), () -> {
            one.recovery().complete();
            other.recovery().complete();
        });
    }

    /** SIGSTOP, and SIGCONT after {@code time}: longer than its clients wait for it. */
    static InjectedFault freeze(DrillCluster cluster, ServerName server, Duration time)
            throws IOException, InterruptedException {
        Sandbox sandbox = cluster.sandbox();
        List<ProcessIdentity> targets = running(sandbox, server);
        SandboxProcesses.signal("STOP", targets);
        try {
            // The length of the fault, not a wait for something.
            Thread.sleep(time.toMillis());
            requireFrozen(targets);
        } finally {
            SandboxProcesses.signal("CONT", targets);
        }
        String target = server + " for " + time.toSeconds() + " s (process " + Targets.pids(targets) + ")";
        return InjectedFault.now(target, () -> {
            sandbox.awaitReady(server, Targets.RECOVERY_TIMEOUT);
            Targets.awaitTopology(sandbox);
        });
    }

    static InjectedFault slowStore(DrillCluster cluster, SplittableRandom random)
            throws IOException, InterruptedException {
        List<ProcessIdentity> targets = running(cluster.sandbox(), cluster.store());
        long start = System.nanoTime();
        while (System.nanoTime() - start < SLOW_FOR.toNanos()) {
            SandboxProcesses.signal("STOP", targets);
            try {
                Thread.sleep(PAUSED.toMillis());
                requireFrozen(targets);
            } finally {
                SandboxProcesses.signal("CONT", targets);
            }
            Thread.sleep(RUNNING.toMillis());
        }
        String target = cluster.store() + ", paused " + PAUSED.toMillis() + " of every "
                + PAUSED.plus(RUNNING).toMillis() + " ms";
        return InjectedFault.now(target, () -> Targets.awaitTopology(cluster.sandbox()));
    }

    private static void requireFrozen(List<ProcessIdentity> targets) {
        if (!targets.stream().allMatch(SandboxProcesses::isFrozen)) {
            throw new DrillFailure("SIGSTOP did not freeze every process of " + Targets.pids(targets));
        }
    }

    private static List<ProcessIdentity> running(Sandbox sandbox, ServerName server) {
        List<ProcessIdentity> targets = sandbox.processes(server);
        if (targets.isEmpty()) {
            throw new DrillFailure(server + " is not running");
        }
        return targets;
    }
}
