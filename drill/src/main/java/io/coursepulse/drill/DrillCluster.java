package io.coursepulse.drill;

import io.coursepulse.leash.ProcessIdentity;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.process.Signals;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StormPlacement;
import io.coursepulse.sandbox.server.StormPlacement.Worker;
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

/** The running pipeline as the drill breaks it. For one thread. */
final class DrillCluster {

    /** Longer than Storm takes to give a node up and to start workers elsewhere on a busy machine. */
    private static final Duration BACK_WITHIN = Duration.ofMinutes(5);

    private static final List<ServerName> SUPERVISORS = List.of(ServerName.SUPERVISOR, ServerName.SUPERVISOR_2);

    private final Sandbox sandbox;
    private final CountedLines counted;
    private final String topic;

    DrillCluster(Sandbox sandbox, CountedLines counted, String topic) {
        this.sandbox = sandbox;
        this.counted = counted;
        this.topic = topic;
    }

    ServerName store() {
        return sandbox.storeName().server();
    }

    ServerName someSupervisor(SplittableRandom random) {
        return SUPERVISORS.get(random.nextInt(SUPERVISORS.size()));
    }

    /** The living workers to which a component is assigned. */
    List<Worker> workersWith(String component) throws TException {
        Set<Integer> ports = sandbox.placement().portsOf(component);
        return sandbox.placement().workers().stream()
                .filter(worker -> ports.contains(worker.port()))
                .toList();
    }

    /** {@code some}, but for {@code others} if any remain without them. */
    List<Worker> without(List<Worker> some, List<Worker> others) {
        List<Worker> rest = new ArrayList<>(some);
        rest.removeAll(others);
        return rest.isEmpty() ? some : rest;
    }

    Strike killWorker(List<Worker> candidates, SplittableRandom random) throws InterruptedException {
        if (candidates.isEmpty()) {
            throw new DrillFailure("There is no such worker to kill");
        }
        Worker victim = candidates.get(random.nextInt(candidates.size()));
        kill(List.of(victim.process()));
        return new Strike(
                "worker " + victim.port() + " (process " + victim.process().pid() + ")", () -> {
                    awaitTopology();
                    requireDead(List.of(victim.process()));
                });
    }

    Strike kill(ServerName server) throws InterruptedException {
        List<ProcessIdentity> victims = sandbox.processes(server);
        if (victims.isEmpty()) {
            throw new DrillFailure(server + " does not run, so it cannot be killed");
        }
        kill(victims);
        return new Strike(server + " (process " + pids(victims) + ")", () -> {
            sandbox.awaitReady(server, BACK_WITHIN);
            requireDead(victims);
            if (sandbox.processes(server).stream().anyMatch(victims::contains)) {
                throw new DrillFailure(server + " was not killed: it is the same process still");
            }
        });
    }

    private static void kill(List<ProcessIdentity> victims) throws InterruptedException {
        victims.forEach(victim -> victim.living().ifPresent(ProcessHandle::destroyForcibly));
        Patience.await("process " + pids(victims) + " is dead", Duration.ofSeconds(10), () -> victims.stream()
                .noneMatch(ProcessIdentity::isAlive));
    }

    private static void requireDead(List<ProcessIdentity> victims) {
        if (victims.stream().anyMatch(ProcessIdentity::isAlive)) {
            throw new DrillFailure("Process " + pids(victims) + " was to be dead, and lives");
        }
    }

    private static String pids(List<ProcessIdentity> processes) {
        return processes.stream().map(each -> Long.toString(each.pid())).collect(Collectors.joining(", "));
    }

    /** Nimbus takes an executor for running until its worker has been silent for a while: the processes are asked too. */
    private void awaitTopology() throws InterruptedException {
        Patience.await("every executor of the topology runs", BACK_WITHIN, () -> {
            StormPlacement placement = sandbox.placement();
            Set<Integer> living = placement.workers().stream().map(Worker::port).collect(Collectors.toSet());
            return living.containsAll(placement.portsOf("")) && placement.allRunning();
        });
    }

    /**
     * A whole machine falls silent: a Supervisor and all of its workers, in the middle of whatever they are doing. When
     * others have taken over and counted, it goes on.
     */
    Strike freezeNode(SplittableRandom random) throws IOException, InterruptedException {
        List<ServerName> nodes =
                SUPERVISORS.stream().filter(node -> !workersOf(node).isEmpty()).toList();
        if (nodes.isEmpty()) {
            throw new DrillFailure("No node has a worker that could be frozen");
        }
        ServerName node = nodes.get(random.nextInt(nodes.size()));
        List<ProcessIdentity> workers =
                workersOf(node).stream().map(Worker::process).toList();
        List<ProcessIdentity> frozen = new ArrayList<>(workers);
        frozen.addAll(sandbox.processes(node));
        Signals.send("STOP", frozen);
        return new Strike("node " + node + " (workers " + pids(workers) + ")", () -> {
            try {
                if (!frozen.stream().allMatch(ProcessIdentity::isAlive)) {
                    throw new DrillFailure("The frozen processes " + pids(frozen) + " were to live, and some do not");
                }
                awaitSuccessors(workers);
            } finally {
                Signals.send("CONT", frozen);
            }
            counted.awaitCommit("the zombies were let go on");
            sandbox.awaitReady(node, BACK_WITHIN);
            awaitTopology();
        });
    }

    private List<Worker> workersOf(ServerName node) {
        int port = sandbox.ports().of(StormPlacement.portOf(node));
        return sandbox.placement().workers().stream()
                .filter(worker -> worker.supervisorPort() == port)
                .toList();
    }

    /** Only when every executor runs in a worker that is not frozen are the frozen ones zombies. */
    private void awaitSuccessors(List<ProcessIdentity> zombies) throws InterruptedException {
        Patience.await("workers elsewhere have taken over from the frozen ones", BACK_WITHIN, () -> {
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

    Strike resubmit() throws IOException, InterruptedException {
        List<ProcessIdentity> before = sandbox.processes(ServerName.TOPOLOGY);
        sandbox.restart(ServerName.TOPOLOGY);
        return new Strike("topology (workers " + pids(before) + ")", () -> {
            requireDead(before);
            awaitTopology();
        });
    }

    Strike addPartition() throws InterruptedException, ExecutionException {
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
            return new Strike(
                    "partition " + added,
                    () -> Patience.await(
                            "lines of " + added + " are counted", BACK_WITHIN, () -> counted.isCounting(added)));
        }
    }
}
