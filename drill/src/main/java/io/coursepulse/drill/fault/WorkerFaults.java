package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StormPlacement;
import io.coursepulse.sandbox.server.StormPlacement.Worker;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.storm.thrift.TException;

/** Workers and Supervisors that are killed or freeze. */
final class WorkerFaults {

    /** Substrings of the component names given by Trident and {@code CountsTopology}. */
    private static final String COORDINATOR_COMPONENT = "$mastercoord";

    private static final String STATE_COMPONENT = "counters";

    private static final Duration HALF_WRITTEN_TIMEOUT = Duration.ofSeconds(60);

    private static final List<ServerName> SUPERVISORS = List.of(ServerName.SUPERVISOR, ServerName.SUPERVISOR_2);

    private WorkerFaults() {}

    static InjectedFault killCoordinator(DrillCluster cluster, SplittableRandom random)
            throws TException, InterruptedException {
        return kill(cluster, workersWith(cluster, COORDINATOR_COMPONENT), random);
    }

    static InjectedFault killBetweenLedgerTasks(DrillCluster cluster, SplittableRandom random)
            throws TException, InterruptedException {
        List<Worker> coordinators = workersWith(cluster, COORDINATOR_COMPONENT);
        cluster.ledger().awaitHalfWrittenBatch(HALF_WRITTEN_TIMEOUT);
        return kill(cluster, coordinators, random);
    }

    static InjectedFault killStateWorker(DrillCluster cluster, SplittableRandom random)
            throws TException, InterruptedException {
        List<Worker> all = workersWith(cluster, STATE_COMPONENT);
        List<Worker> others = new ArrayList<>(all);
        others.removeAll(workersWith(cluster, COORDINATOR_COMPONENT));
        return kill(cluster, others.isEmpty() ? all : others, random);
    }

    static InjectedFault killSupervisor(DrillCluster cluster, SplittableRandom random) throws InterruptedException {
        return ServerFaults.kill(cluster, SUPERVISORS.get(random.nextInt(SUPERVISORS.size())));
    }

    /** The running workers to which a component is assigned. */
    private static List<Worker> workersWith(DrillCluster cluster, String component) throws TException {
        Set<Integer> ports = cluster.sandbox().placement().portsOf(component);
        return cluster.sandbox().placement().workers().stream()
                .filter(worker -> ports.contains(worker.port()))
                .toList();
    }

    private static InjectedFault kill(DrillCluster cluster, List<Worker> candidates, SplittableRandom random)
            throws InterruptedException {
        Worker target = Targets.any(candidates, "matching worker to kill", random);
        Targets.kill(List.of(target.process()));
        return InjectedFault.now(
                "worker " + target.port() + " (process " + target.process().pid() + ")", () -> {
                    Targets.awaitTopology(cluster.sandbox());
                    Targets.requireTerminated(List.of(target.process()));
                });
    }

    /**
     * Freezes a node (SIGSTOP), that is, a Supervisor and all its workers, and resumes it after the other node has taken over
     * and counted: its workers then believe that they are still in charge.
     */
    static InjectedFault freezeNode(DrillCluster cluster, SplittableRandom random)
            throws IOException, InterruptedException {
        Sandbox sandbox = cluster.sandbox();
        ServerName node = Targets.any(
                SUPERVISORS.stream()
                        .filter(each -> !workersOf(sandbox, each).isEmpty())
                        .toList(),
                "node with a worker",
                random);
        List<ProcessIdentity> workers =
                workersOf(sandbox, node).stream().map(Worker::process).toList();
        List<ProcessIdentity> frozen = new ArrayList<>(workers);
        frozen.addAll(sandbox.processes(node));
        SandboxProcesses.signal("STOP", frozen);
        return InjectedFault.now("node " + node + " (workers " + Targets.pids(workers) + ")", () -> {
            try {
                Targets.requireAlive(frozen);
                awaitTakeover(sandbox, workers);
            } finally {
                SandboxProcesses.signal("CONT", frozen);
            }
            cluster.ledger().awaitCommit("the frozen processes were resumed");
            sandbox.awaitReady(node, Targets.RECOVERY_TIMEOUT);
            Targets.awaitTopology(sandbox);
        });
    }

    private static List<Worker> workersOf(Sandbox sandbox, ServerName node) {
        int port = sandbox.ports().of(StormPlacement.portOf(node));
        return sandbox.placement().workers().stream()
                .filter(worker -> worker.supervisorPort() == port)
                .toList();
    }

    /** The frozen workers are zombies only when every executor runs in a worker that is not frozen. */
    private static void awaitTakeover(Sandbox sandbox, List<ProcessIdentity> zombies) throws InterruptedException {
        Await.until("workers of the other node to take over", Targets.RECOVERY_TIMEOUT, () -> {
            Set<Integer> assigned = sandbox.placement().portsOf("");
            Set<Integer> zombiePorts = ports(sandbox, true, zombies);
            return ports(sandbox, false, zombies).containsAll(assigned)
                    && assigned.stream().noneMatch(zombiePorts::contains);
        });
    }

    private static Set<Integer> ports(Sandbox sandbox, boolean ofZombies, List<ProcessIdentity> zombies) {
        return sandbox.placement().workers().stream()
                .filter(worker -> zombies.contains(worker.process()) == ofZombies)
                .map(Worker::port)
                .collect(Collectors.toSet());
    }
}
