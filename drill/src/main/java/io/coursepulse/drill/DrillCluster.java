package io.coursepulse.drill;

import io.coursepulse.drill.Fault.InjectedFault;
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
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.storm.thrift.TException;

/** Injects faults into the running pipeline, and checks that they took effect. For one thread. */
final class DrillCluster {

    /** Longer than Storm takes to declare a node dead and to start workers elsewhere on a busy machine. */
    private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(5);

    private static final List<ServerName> SUPERVISORS = List.of(ServerName.SUPERVISOR, ServerName.SUPERVISOR_2);

    private final Sandbox sandbox;
    private final LedgerMonitor ledger;
    private final String topic;

    DrillCluster(Sandbox sandbox, LedgerMonitor ledger, String topic) {
        this.sandbox = sandbox;
        this.ledger = ledger;
        this.topic = topic;
    }

    ServerName store() {
        return sandbox.storeName().server();
    }

    ServerName randomSupervisor(SplittableRandom random) {
        return SUPERVISORS.get(random.nextInt(SUPERVISORS.size()));
    }

    /** The running workers to which a component is assigned. */
    List<Worker> workersWith(String component) throws TException {
        Set<Integer> ports = sandbox.placement().portsOf(component);
        return sandbox.placement().workers().stream()
                .filter(worker -> ports.contains(worker.port()))
                .toList();
    }

    /** {@code some} without {@code others}, or all of {@code some} if none would remain. */
    List<Worker> excludeIfPossible(List<Worker> some, List<Worker> others) {
        List<Worker> rest = new ArrayList<>(some);
        rest.removeAll(others);
        return rest.isEmpty() ? some : rest;
    }

    InjectedFault killWorker(List<Worker> candidates, SplittableRandom random) throws InterruptedException {
        if (candidates.isEmpty()) {
            throw new DrillFailure("No matching worker to kill");
        }
        Worker target = candidates.get(random.nextInt(candidates.size()));
        kill(List.of(target.process()));
        return new InjectedFault(
                "worker " + target.port() + " (process " + target.process().pid() + ")", () -> {
                    awaitTopology();
                    requireTerminated(List.of(target.process()));
                });
    }

    InjectedFault kill(ServerName server) throws InterruptedException {
        List<ProcessIdentity> targets = sandbox.processes(server);
        if (targets.isEmpty()) {
            throw new DrillFailure(server + " is not running");
        }
        kill(targets);
        return new InjectedFault(server + " (process " + pids(targets) + ")", () -> {
            sandbox.awaitReady(server, RECOVERY_TIMEOUT);
            requireTerminated(targets);
            if (sandbox.processes(server).stream().anyMatch(targets::contains)) {
                throw new DrillFailure(server + " was not restarted: its process id is unchanged");
            }
        });
    }

    private static void kill(List<ProcessIdentity> targets) throws InterruptedException {
        targets.forEach(target -> target.liveHandle().ifPresent(ProcessHandle::destroyForcibly));
        Await.until(
                "process " + pids(targets) + " to exit after kill -9", Duration.ofSeconds(10), () -> targets.stream()
                        .noneMatch(ProcessIdentity::isAlive));
    }

    private static void requireTerminated(List<ProcessIdentity> targets) {
        if (targets.stream().anyMatch(ProcessIdentity::isAlive)) {
            throw new DrillFailure("Process " + pids(targets) + " is still running after kill -9");
        }
    }

    private static String pids(List<ProcessIdentity> processes) {
        return processes.stream().map(each -> Long.toString(each.pid())).collect(Collectors.joining(", "));
    }

    /** Nimbus considers an executor running until its worker has missed heartbeats for a while: look at the processes too. */
    private void awaitTopology() throws InterruptedException {
        Await.until("every executor of the topology to run", RECOVERY_TIMEOUT, () -> {
            StormPlacement placement = sandbox.placement();
            Set<Integer> living = placement.workers().stream().map(Worker::port).collect(Collectors.toSet());
            return living.containsAll(placement.portsOf("")) && placement.allRunning();
        });
    }

    /**
     * Freezes a node (SIGSTOP), that is, a Supervisor and all its workers, and resumes it after the other node has taken over
     * and counted: its workers then believe that they are still in charge.
     */
    InjectedFault freezeNode(SplittableRandom random) throws IOException, InterruptedException {
        List<ServerName> nodes =
                SUPERVISORS.stream().filter(node -> !workersOf(node).isEmpty()).toList();
        if (nodes.isEmpty()) {
            throw new DrillFailure("No node has a worker to freeze");
        }
        ServerName node = nodes.get(random.nextInt(nodes.size()));
        List<ProcessIdentity> workers =
                workersOf(node).stream().map(Worker::process).toList();
        List<ProcessIdentity> frozen = new ArrayList<>(workers);
        frozen.addAll(sandbox.processes(node));
        SandboxProcesses.signal("STOP", frozen);
        return new InjectedFault("node " + node + " (workers " + pids(workers) + ")", () -> {
            try {
                if (!frozen.stream().allMatch(ProcessIdentity::isAlive)) {
                    throw new DrillFailure("Some frozen processes exited: " + pids(frozen));
                }
                awaitTakeover(workers);
            } finally {
                SandboxProcesses.signal("CONT", frozen);
            }
            ledger.awaitCommit("the frozen processes were resumed");
            sandbox.awaitReady(node, RECOVERY_TIMEOUT);
            awaitTopology();
        });
    }

    private List<Worker> workersOf(ServerName node) {
        int port = sandbox.ports().of(StormPlacement.portOf(node));
        return sandbox.placement().workers().stream()
                .filter(worker -> worker.supervisorPort() == port)
                .toList();
    }

    /** The frozen workers are zombies only when every executor runs in a worker that is not frozen. */
    private void awaitTakeover(List<ProcessIdentity> zombies) throws InterruptedException {
        Await.until("workers of the other node to take over", RECOVERY_TIMEOUT, () -> {
            Set<Integer> assigned = sandbox.placement().portsOf("");
            Set<Integer> zombiePorts = ports(true, zombies);
            return ports(false, zombies).containsAll(assigned)
                    && assigned.stream().noneMatch(zombiePorts::contains);
        });
    }

    private Set<Integer> ports(boolean ofZombies, List<ProcessIdentity> zombies) {
        return sandbox.placement().workers().stream()
                .filter(worker -> zombies.contains(worker.process()) == ofZombies)
                .map(Worker::port)
                .collect(Collectors.toSet());
    }

    InjectedFault resubmit() throws IOException, InterruptedException {
        List<ProcessIdentity> before = sandbox.processes(ServerName.TOPOLOGY);
        sandbox.restart(ServerName.TOPOLOGY);
        return new InjectedFault("topology (workers " + pids(before) + ")", () -> {
            requireTerminated(before);
            awaitTopology();
        });
    }

    InjectedFault addPartition() throws InterruptedException, ExecutionException {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.kafkaBootstrapServers()))) {
            int partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions + 1)))
                    .all()
                    .get();
            String added = topic + "-" + partitions;
            return new InjectedFault(
                    "partition " + added,
                    () -> Await.until(
                            "lines of " + added + " to be counted", RECOVERY_TIMEOUT, () -> ledger.hasCounted(added)));
        }
    }
}
