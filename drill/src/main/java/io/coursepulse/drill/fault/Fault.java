package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.server.ServerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/** The faults of the drill. Each verifies that it took effect; one that did not fails the round. */
public enum Fault {
    /** The worker with Trident's coordinator, which starts and commits batches, is killed. */
    COORDINATOR(WorkerFaults::killCoordinator),
    /** The same when one ledger task has written a batch and another has not yet. */
    HALF_WRITTEN(WorkerFaults::killBetweenLedgerTasks),
    /** A worker that writes counts or the ledger is killed; if possible not the coordinator's. */
    STATE_WORKER(WorkerFaults::killStateWorker),
    /** A Supervisor is killed; its workers keep running. */
    SUPERVISOR(WorkerFaults::killSupervisor),
    /** A node freezes and the other node takes over; then it resumes where it was, believing itself still in charge. */
    ZOMBIE(WorkerFaults::freezeNode),

    /** Nimbus is killed. */
    NIMBUS((cluster, random) -> ServerFaults.kill(cluster, ServerName.NIMBUS)),
    /** The Kafka broker is killed. */
    KAFKA((cluster, random) -> ServerFaults.kill(cluster, ServerName.KAFKA)),
    /** The ZooKeeper of Storm, which holds the transaction state, is killed. */
    ZOOKEEPER((cluster, random) -> ServerFaults.kill(cluster, ServerName.ZOOKEEPER)),
    /** The store is killed. */
    STORE((cluster, random) -> ServerFaults.kill(cluster, cluster.store())),
    /** Two of Kafka, ZooKeeper, the store, Nimbus and the coordinator's worker are killed at the same time. */
    TWO_AT_ONCE(ServerFaults::killTwo),
    /** One of three Kafka brokers is killed. */
    BROKER(BrokerFaults::killOne, BrokerFaults::obstacle),
    /** Every partition gets another leader, of three brokers. */
    LEADER_CHANGE(BrokerFaults::changeLeaders, BrokerFaults::obstacle),
    /** Kafka does not respond for longer than its clients' request timeout, then goes on where it was. */
    KAFKA_FROZEN((cluster, random) -> ServerFaults.freeze(cluster, ServerName.KAFKA, Duration.ofSeconds(35))),
    /** ZooKeeper does not respond for longer than its sessions last. */
    ZOOKEEPER_FROZEN((cluster, random) -> ServerFaults.freeze(cluster, ServerName.ZOOKEEPER, Duration.ofSeconds(15))),
    /** The store does not respond for longer than the timeouts of its operations and of a batch. */
    STORE_FROZEN((cluster, random) -> ServerFaults.freeze(cluster, cluster.store(), Duration.ofSeconds(25))),
    /** The store runs for a small part of the time only. */
    STORE_SLOW(ServerFaults::slowStore),

    /** The topology is killed and submitted again. */
    RESUBMIT(TopologyFaults::resubmit),
    /**
     * The topology is killed in mid-batch and submitted under other rules, which judge these lines the same; if it refuses,
     * because that batch is half counted, under the former ones until it is counted.
     */
    RULES(RulesFault::change),
    /** {@code storm rebalance} to fewer workers, and back. */
    REBALANCE(TopologyFaults::rebalance),
    /** {@code storm deactivate}, then {@code storm activate}: the spouts stop in mid-stream. */
    DEACTIVATE(TopologyFaults::deactivate),
    /** Many lines pile up while the topology is inactive: batches are at their largest when it is activated. */
    BACKLOG(TopologyFaults::backlog),

    /** Messages to one worker are lost, from its peers and everyone else; its own reach them. */
    WORKER_UNREACHABLE(NetworkFaults::cutWorker, NetworkFaults::obstacle),
    /** Nobody reaches Nimbus: it misses every heartbeat and moves all executors, while the workers go on. */
    NIMBUS_UNREACHABLE(NetworkFaults::cutNimbus, NetworkFaults::obstacle),

    /** The topic gets one more partition. */
    PARTITION(TableFaults::addPartition),
    /** A region of a table is split. */
    REGION_SPLIT(TableFaults::splitRegion, TableFaults::obstacle),
    /** The regions of the ledger, of the shards' positions and of a table of counts move. */
    REGION_MOVE(TableFaults::moveRegions, TableFaults::obstacle),

    /** The disk of Kafka is full. */
    KAFKA_DISK_FULL((cluster, random) -> DiskFaults.fill(cluster, ServerName.KAFKA), DiskFaults::obstacle),
    /** The disk of Storm's ZooKeeper is full. */
    ZOOKEEPER_DISK_FULL((cluster, random) -> DiskFaults.fill(cluster, ServerName.ZOOKEEPER), DiskFaults::obstacle),
    /** The disk of the store is full. */
    STORE_DISK_FULL((cluster, random) -> DiskFaults.fill(cluster, cluster.store()), DiskFaults::obstacle),
    /** The disk of Flume's channel is full. */
    FLUME_DISK_FULL((cluster, random) -> DiskFaults.fill(cluster, ServerName.FLUME), DiskFaults::obstacle),

    /** The web server's clock is ahead or behind, by seconds up to a day. */
    CLOCK_SKEW(InputFaults::skewClock),
    /** Strangers ask for courses, and come with keywords and user agents, that they make up: new ones with every line. */
    STRANGERS(InputFaults::strangers);

    /** What the lines of {@link #STRANGERS} contain, and no other. */
    public static final String STRANGER = InputFaults.STRANGER;

    /** Injects a fault; returns when it has taken effect, and a lasting one when it has ended. */
    @FunctionalInterface
    private interface Injection {
        /** @throws DrillFailure if it cannot be injected */
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception;
    }

    /** Why a fault cannot be injected on this machine. */
    @FunctionalInterface
    private interface Obstacle {
        Optional<String> of(DrillSetup setup);
    }

    private final Injection injection;
    private final Obstacle obstacle;

    Fault(Injection injection) {
        this(injection, setup -> Optional.empty());
    }

    Fault(Injection injection, Obstacle obstacle) {
        this.injection = injection;
        this.obstacle = obstacle;
    }

    /** Why this fault cannot be injected into such a pipeline on this machine; empty if it can. */
    public Optional<String> obstacle(DrillSetup setup) {
        return obstacle.of(setup);
    }

    /** Whether the servers' data must be on {@link DiskFaults#disks}. */
    public boolean needsSmallDisks() {
        return name().endsWith("DISK_FULL");
    }

    /**
     * Injects the fault; returns when it has taken effect, and a lasting one when it has ended.
     *
     * @throws DrillFailure if it cannot be injected
     */
    public InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
        return injection.inject(cluster, random);
    }

    /** The faults of a drill in their order, chosen by the seed: each of {@code from} once before any comes again. */
    public static List<Fault> schedule(List<Fault> from, int rounds, long seed) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < rounds) {
            List<Fault> each = new ArrayList<>(from);
            Collections.shuffle(each, random);
            faults.addAll(each);
        }
        return List.copyOf(faults.subList(0, rounds));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Parses a name.
     *
     * @throws IllegalArgumentException if there is no such fault; the message lists all
     */
    public static Fault of(String text) {
        return Arrays.stream(values())
                .filter(fault -> fault.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown fault \"" + text + "\". The faults are: " + Arrays.toString(values()) + "."));
    }
}
