package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.watchdog.ProcessIdentity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.thrift.TException;

/** Where the components of the topology that counts run: worker processes and nodes. Safe for use by several threads. */
public final class StormPlacement {

    /** Positions among the arguments of a worker's main method: topology, node, node's port, worker's port, worker. */
    private static final int SUPERVISOR_PORT = 2;

    private static final int WORKER_PORT = 3;

    /**
     * A worker process.
     *
     * @param port its own port
     * @param supervisorPort the port of the node that started it
     */
    public record Worker(ProcessIdentity process, int port, int supervisorPort) {}

    private final SandboxProcesses sandboxProcesses;
    private final StormCluster cluster;

    /** Finds the workers among a sandbox's processes. */
    public StormPlacement(SandboxProcesses sandboxProcesses, int nimbusPort) {
        this.sandboxProcesses = sandboxProcesses;
        this.cluster = new StormCluster(nimbusPort);
    }

    /** The running workers. */
    public List<Worker> workers() {
        return TopologyName.COUNTS.workers(sandboxProcesses).stream()
                .map(StormPlacement::worker)
                .filter(worker -> worker.port() != 0)
                .toList();
    }

    /** A process that is exiting has no arguments. */
    private static Worker worker(ProcessIdentity process) {
        List<String> arguments = SandboxProcesses.argumentsOf(process);
        return arguments.size() <= WORKER_PORT
                ? new Worker(process, 0, 0)
                : new Worker(
                        process,
                        Integer.parseInt(arguments.get(WORKER_PORT)),
                        Integer.parseInt(arguments.get(SUPERVISOR_PORT)));
    }

    /**
     * The ports of the workers to which Nimbus has assigned a component.
     *
     * @param component a substring of its name
     * @throws TException if Nimbus does not respond
     */
    public Set<Integer> portsOf(String component) throws TException {
        Set<Integer> ports = new TreeSet<>();
        cluster.placement(TopologyName.COUNTS.stormName()).forEach((name, each) -> {
            if (name.contains(component)) {
                ports.addAll(each);
            }
        });
        return ports;
    }

    /** Whether every executor of the topology runs in some worker, according to Nimbus. */
    public boolean allRunning() throws TException {
        return cluster.allRunning(TopologyName.COUNTS.stormName());
    }

    /** The topology's errors, as in Storm UI. */
    public List<String> errors() throws TException {
        return cluster.errors(TopologyName.COUNTS.stormName());
    }

    /** As {@code storm deactivate}: the spouts stop, the workers stay. */
    public void deactivate() throws TException {
        cluster.deactivate(TopologyName.COUNTS.stormName());
    }

    /** As {@code storm activate}. */
    public void activate() throws TException {
        cluster.activate(TopologyName.COUNTS.stormName());
    }

    /** As {@code storm rebalance -w 0 -n workers}. */
    public void rebalance(int workers) throws TException {
        cluster.rebalance(TopologyName.COUNTS.stormName(), workers);
    }

    /** The port of a node. */
    public static PortName portOf(ServerName supervisor) {
        return supervisor == ServerName.SUPERVISOR ? PortName.SUPERVISOR : PortName.SUPERVISOR_2;
    }
}
