package io.coursepulse.sandbox.server;

import io.coursepulse.watchdog.ProcessIdentity;
import io.coursepulse.sandbox.process.RunningServer;
import io.coursepulse.sandbox.process.SandboxProcesses;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A submitted topology. Its processes come and go as the Supervisor decides. */
final class StormWorkers implements RunningServer {

    private static final Logger LOG = LoggerFactory.getLogger(StormWorkers.class);

    private final TopologyName topology;
    private final SandboxProcesses sandboxProcesses;
    private final StormCluster cluster;
    private final CompletableFuture<Integer> neverCompletes = new CompletableFuture<>();

    StormWorkers(TopologyName topology, SandboxProcesses sandboxProcesses, StormCluster cluster) {
        this.topology = topology;
        this.sandboxProcesses = sandboxProcesses;
        this.cluster = cluster;
    }

    @Override
    public List<ProcessIdentity> processes() {
        return topology.workers(sandboxProcesses);
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return neverCompletes;
    }

    /** Has Nimbus remove the topology; the Supervisor then ends the workers. */
    @Override
    public void terminate() {
        try {
            cluster.kill(topology.stormName());
        } catch (TException e) {
            // Nimbus may be what broke. The next boot removes the topology before it submits its own.
            LOG.warn("The topology is left in ZooKeeper: Nimbus does not answer", e);
        }
    }

    @Override
    public void kill() {
        processes().forEach(worker -> worker.liveHandle().ifPresent(ProcessHandle::destroyForcibly));
    }
}
