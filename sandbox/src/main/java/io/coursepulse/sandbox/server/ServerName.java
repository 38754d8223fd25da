package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.SandboxFailure;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a sandbox can run, each with what must be ready before it is started, and the ports it listens on. */
public enum ServerName {
    ZOOKEEPER(Set.of(), PortName.ZOOKEEPER),
    KAFKA(Set.of(), PortName.KAFKA, PortName.KAFKA_CONTROLLER),
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
    /** A second Storm node, for drills: what runs on a node that falls silent is taken over by the other. */
    SUPERVISOR_2(
            Set.of(ZOOKEEPER, NIMBUS, SUPERVISOR),
            PortName.SUPERVISOR_2,
            PortName.WORKER_5,
            PortName.WORKER_6,
            PortName.WORKER_7,
            PortName.WORKER_8),
    FLUME(Set.of(KAFKA), PortName.FLUME_METRICS),
    /** The counting: it is submitted to Nimbus, and its processes are Storm's workers. Needs the store as well. */
    TOPOLOGY(Set.of(ZOOKEEPER, KAFKA, NIMBUS, SUPERVISOR)),
    /** The topology of recent activity. Needs the store as well, for its configuration; its windows go on without it. */
    ACTIVITY(Set.of(ZOOKEEPER, KAFKA, NIMBUS, SUPERVISOR)),
    /** Needs the store as well. */
    WEB(Set.of(KAFKA), PortName.WEB);

    private final Set<ServerName> dependencies;
    private final Set<PortName> ports;

    ServerName(Set<ServerName> dependencies, PortName... ports) {
        this.dependencies = dependencies;
        this.ports = Set.of(ports);
    }

    /**
     * What must be ready before this one is started.
     *
     * @param store where the counts are kept
     */
    public Set<ServerName> dependencies(StoreName store) {
        if (this != TOPOLOGY && this != ACTIVITY && this != WEB) {
            return dependencies;
        }
        EnumSet<ServerName> all = EnumSet.copyOf(dependencies);
        all.add(store.server());
        return all;
    }

    /** Where it listens. */
    public Set<PortName> ports() {
        return ports;
    }

    /** All that a pipeline with this store is made of. */
    public static Set<ServerName> pipeline(StoreName store) {
        return withDependencies(EnumSet.of(FLUME, TOPOLOGY, ACTIVITY, WEB), store);
    }

    /** The given ones and all that they need. */
    public static Set<ServerName> withDependencies(Collection<ServerName> names, StoreName store) {
        EnumSet<ServerName> all = EnumSet.noneOf(ServerName.class);
        for (ServerName name : names) {
            all.add(name);
            all.addAll(withDependencies(name.dependencies(store), store));
        }
        return all;
    }

    /** As it is written on the command line, and as its folder is called. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The server of a written name.
     *
     * @throws SandboxFailure if there is none; the message lists all
     */
    public static ServerName of(String text) {
        return Arrays.stream(values())
                .filter(name -> name.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new SandboxFailure(
                        "There is no server \"" + text + "\". The servers are: " + Arrays.toString(values()) + "."));
    }
}
