package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.topology.activity.ActivityTopology;
import io.coursepulse.topology.counts.CountsTopology;
import io.coursepulse.watchdog.ProcessIdentity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The topologies, with their names in the sandbox, on the command line of the submission, and in Storm. */
public enum TopologyName {
    COUNTS(ServerName.TOPOLOGY, "counts", CountsTopology.NAME, "512m"),
    /** Holds no counters; most of its heap is the table of user agents. */
    ACTIVITY(ServerName.ACTIVITY, "activity", ActivityTopology.NAME, "384m");

    private static final String WORKER_CLASS = "org.apache.storm.daemon.worker.Worker";

    private final ServerName server;
    private final String command;
    private final String stormName;
    private final String heap;

    TopologyName(ServerName server, String command, String stormName, String heap) {
        this.server = server;
        this.command = command;
        this.stormName = stormName;
        this.heap = heap;
    }

    /** The topology behind a server name; empty if the server is not a topology. */
    public static Optional<TopologyName> of(ServerName server) {
        return Arrays.stream(values()).filter(each -> each.server == server).findFirst();
    }

    ServerName server() {
        return server;
    }

    /** The command that submits it. */
    String command() {
        return command;
    }

    /** Its name in Storm. */
    String stormName() {
        return stormName;
    }

    /** The maximum heap of one of its workers. */
    String heap() {
        return heap;
    }

    /** Its running workers. */
    public List<ProcessIdentity> workers(SandboxProcesses sandboxProcesses) {
        return sandboxProcesses.withMainClass(WORKER_CLASS).stream()
                .filter(worker ->
                        SandboxProcesses.argumentsOf(worker).stream().limit(1).anyMatch(this::isId))
                .toList();
    }

    /** Whether a worker's log is this topology's. */
    boolean isLogOf(Path workerLogs, Path log) {
        return isId(workerLogs.relativize(log).getName(0).toString());
    }

    /** Storm's ids are the name, a number and a time. */
    private boolean isId(String id) {
        return id.startsWith(stormName + "-");
    }
}
