package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a sandbox. Start from {@link #in} and change what differs.
 *
 * @param directory the run directory
 * @param servers the servers to run; their dependencies are added
 * @param store the store of the counts
 * @param ports requested port numbers; the others are chosen
 * @param zone the time zone that determines the day of a click
 * @param accessLog the file that Flume follows; {@code access.log} in the run directory if empty
 * @param cleanStart whether data of an earlier sandbox in the directory is deleted first
 * @param autoRestart whether a server that exits after the startup is restarted, as systemd would
 * @param workers with two Storm nodes: the topology's workers, with several tasks of each kind and heartbeat timeouts of
 *     seconds; 0 for one node, one worker and the defaults
 * @param smallDisks servers whose data is on a file system of their own, in memory, with its size in MB; needs root
 */
public record SandboxOptions(
        Path directory,
        Set<ServerName> servers,
        StoreName store,
        Map<PortName, Integer> ports,
        ZoneId zone,
        Optional<Path> accessLog,
        boolean cleanStart,
        boolean autoRestart,
        int workers,
        Map<ServerName, Integer> smallDisks) {

    /** The whole pipeline with HBase, at the default ports, in the system's zone; servers that exit are restarted. */
    public static SandboxOptions in(Path directory) {
        return new SandboxOptions(
                directory,
                ServerName.pipeline(StoreName.HBASE),
                StoreName.HBASE,
                Map.of(),
                ZoneId.systemDefault(),
                Optional.empty(),
                false,
                true,
                0,
                Map.of());
    }

    public SandboxOptions withServers(Set<ServerName> some) {
        return new SandboxOptions(
                directory, some, store, ports, zone, accessLog, cleanStart, autoRestart, workers, smallDisks);
    }

    /** The same servers with another store. */
    public SandboxOptions withStore(StoreName other) {
        Set<ServerName> same = EnumSet.copyOf(servers);
        if (same.remove(store.server())) {
            same.add(other.server());
        }
        return new SandboxOptions(
                directory, same, other, ports, zone, accessLog, cleanStart, autoRestart, workers, smallDisks);
    }

    public SandboxOptions withPorts(Map<PortName, Integer> requested) {
        return new SandboxOptions(
                directory, servers, store, requested, zone, accessLog, cleanStart, autoRestart, workers, smallDisks);
    }

    public SandboxOptions withZone(ZoneId other) {
        return new SandboxOptions(
                directory, servers, store, ports, other, accessLog, cleanStart, autoRestart, workers, smallDisks);
    }

    public SandboxOptions withAccessLog(Path file) {
        return new SandboxOptions(
                directory,
                servers,
                store,
                ports,
                zone,
                Optional.of(file),
                cleanStart,
                autoRestart,
                workers,
                smallDisks);
    }

    /** Deletes data of an earlier sandbox in the directory. */
    public SandboxOptions withCleanStart() {
        return new SandboxOptions(
                directory, servers, store, ports, zone, accessLog, true, autoRestart, workers, smallDisks);
    }

    public SandboxOptions withAutoRestart(boolean restart) {
        return new SandboxOptions(
                directory, servers, store, ports, zone, accessLog, cleanStart, restart, workers, smallDisks);
    }

    /** Whether Storm has two nodes. */
    public boolean twoNodes() {
        return workers > 0;
    }

    /** Adds the second Storm node, and gives the topology that many workers, at least 1. */
    public SandboxOptions withTwoNodes(int workers) {
        Set<ServerName> more = EnumSet.copyOf(servers);
        more.add(ServerName.SUPERVISOR_2);
        return new SandboxOptions(
                directory, more, store, ports, zone, accessLog, cleanStart, autoRestart, workers, smallDisks);
    }

    /** Puts the data of servers on file systems of their own, which can be filled. */
    public SandboxOptions withSmallDisks(Map<ServerName, Integer> megabytes) {
        return new SandboxOptions(
                directory, servers, store, ports, zone, accessLog, cleanStart, autoRestart, workers, megabytes);
    }

    /** Adds two Kafka brokers: every partition has three replicas, two of which must have a line. */
    public SandboxOptions withThreeBrokers() {
        Set<ServerName> more = EnumSet.copyOf(servers);
        more.add(ServerName.KAFKA_2);
        more.add(ServerName.KAFKA_3);
        return new SandboxOptions(
                directory, more, store, ports, zone, accessLog, cleanStart, autoRestart, workers, smallDisks);
    }
}
