package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.SandboxFailure;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The servers of a sandbox, each with its dependencies, which must be ready before it is started, and its ports. */
public enum ServerName {
    ZOOKEEPER(Set.of(), PortName.ZOOKEEPER),
    KAFKA(Set.of(), PortName.KAFKA, PortName.KAFKA_CONTROLLER),
    /** Two more brokers, for drills: every partition has three replicas then, two of which must have a line. */
    KAFKA_2(Set.of(), PortName.KAFKA_2, PortName.KAFKA_2_CONTROLLER),
    KAFKA_3(Set.of(), PortName.KAFKA_3, PortName.KAFKA_3_CONTROLLER),
    HBASE(Set.of(), PortName.HBASE_ZOOKEEPER, PortName.HBASE_MASTER, PortName.HBASE_REGIONSERVER),
    MARIADB(Set.of(), PortName.MARIADB),
    H2(Set.of(), PortName.H2),
    NIMBUS(Set.of(ZOOKEEPER), PortName.NIMBUS),
    SUPERVISOR(
            Set.of(ZOOKEEPER, NIMBUS),
            PortName.SUPERVISOR,
            PortName.WORKER_1,
            PortName.WORKER_2,
            PortName.WORKER_3,
            PortName.WORKER_4),
    /** A second Storm node, for drills: it takes over from a node that stops responding. */
    SUPERVISOR_2(
            Set.of(ZOOKEEPER, NIMBUS, SUPERVISOR),
            PortName.SUPERVISOR_2,
            PortName.WORKER_5,
            PortName.WORKER_6,
            PortName.WORKER_7,
            PortName.WORKER_8),
    FLUME(Set.of(KAFKA), PortName.FLUME_METRICS),
    /** The topology that counts, submitted to Nimbus; its processes are Storm's workers. Also depends on the store. */
    TOPOLOGY(Set.of(ZOOKEEPER, KAFKA, NIMBUS, SUPERVISOR)),
    /** The topology of recent activity. Also depends on the store at start; its windows continue without it. */
    ACTIVITY(Set.of(ZOOKEEPER, KAFKA, NIMBUS, SUPERVISOR)),
    /** Also depends on the store. */
    WEB(Set.of(KAFKA), PortName.WEB);

    private final Set<ServerName> dependencies;
    private final Set<PortName> ports;

    ServerName(Set<ServerName> dependencies, PortName... ports) {
        this.dependencies = dependencies;
        this.ports = Set.of(ports);
    }

    /**
     * The servers that must be ready before this one is started.
     *
     * @param store the store of the counts
     */
    public Set<ServerName> dependencies(StoreName store) {
        if (this != TOPOLOGY && this != ACTIVITY && this != WEB) {
            return dependencies;
        }
        EnumSet<ServerName> all = EnumSet.copyOf(dependencies);
        all.add(store.server());
        return all;
    }

    /** The ports it listens on. */
    public Set<PortName> ports() {
        return ports;
    }

    /** The servers of a whole pipeline with this store. */
    public static Set<ServerName> pipeline(StoreName store) {
        return withDependencies(EnumSet.of(FLUME, TOPOLOGY, ACTIVITY, WEB), store);
    }

    /** The given servers and all their dependencies. */
    public static Set<ServerName> withDependencies(Collection<ServerName> names, StoreName store) {
        EnumSet<ServerName> all = EnumSet.noneOf(ServerName.class);
        for (ServerName name : names) {
            all.add(name);
            all.addAll(withDependencies(name.dependencies(store), store));
        }
        return all;
    }

    /** The name on the command line, and of its directory. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Parses a name.
     *
     * @throws SandboxFailure if there is no such server; the message lists all
     */
    public static ServerName of(String text) {
        return Arrays.stream(values())
                .filter(name -> name.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new SandboxFailure(
                        "Unknown server \"" + text + "\". The servers are: " + Arrays.toString(values()) + "."));
    }
}
