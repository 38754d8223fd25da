package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.RunningServer;
import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topology, submitted to Nimbus as {@code storm jar} does. */
public final class TopologyServer implements Server {

    private static final String MAIN_CLASS = "io.coursepulse.topology.Main";

    private static final Duration REMOVAL_TIMEOUT = Duration.ofMinutes(3);

    private final TopologyName topology;
    private final ServerContext context;
    private final StormHome storm;
    private final StormCluster cluster;

    public TopologyServer(TopologyName topology, ServerContext context) {
        this.topology = topology;
        this.context = context;
        this.storm = new StormHome(context);
        this.cluster = new StormCluster(context.ports().of(PortName.NIMBUS));
    }

    @Override
    public ServerName name() {
        return topology.server();
    }

    @Override
    public String address() {
        return topology.command();
    }

    /** The newest worker's log, or the submission's log before there is a worker. */
    @Override
    public Path log() {
        try (Stream<Path> files = Files.walk(storm.workerLogs(), 3)) {
            return files.filter(file -> file.endsWith("worker.log") && topology.isLogOf(storm.workerLogs(), file))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElse(submissionLog());
        } catch (IOException e) {
            return submissionLog();
        }
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(submissionLog().getParent());
    }

    @Override
    public RunningServer start() throws IOException, InterruptedException {
        // A killed sandbox daemon leaves its topology in ZooKeeper, with an old jar and old ports.
        removeTopology();
        var submission = storm.client(MAIN_CLASS, context.home().topologyJar())
                .heap("256m")
                // As storm jar's option -c: the last -Xmx on a worker's command line counts.
                .property("storm.options", "topology.worker.childopts=-Xmx" + topology.heap())
                .arguments(topology.command(), "--config", context.paths().configuration());
        int exit =
                context.jvms().run(submission, submissionLog(), context.paths().data(name().toString()));
        if (exit != 0) {
            throw new StartFailure("submission to Nimbus failed with exit code " + exit);
        }
        return new StormWorkers(topology, context.jvms().sandboxProcesses(), cluster);
    }

    @Override
    public boolean isReady() throws TException {
        return !topology.workers(context.jvms().sandboxProcesses()).isEmpty()
                && cluster.allRunning(topology.stormName());
    }

    private Path submissionLog() {
        return context.paths().logFile(name().toString());
    }

    /**
     * Removes the topology, and returns when it and its workers are gone; returns at once if there is none.
     *
     * @throws StartFailure if Nimbus does not respond, or does not remove it in time
     */
    public void removeTopology() throws InterruptedException {
        try {
            cluster.kill(topology.stormName());
        } catch (TException e) {
            throw new StartFailure("Nimbus could not remove the topology: " + e);
        }
        boolean removed = Await.within(
                REMOVAL_TIMEOUT,
                () -> !cluster.has(topology.stormName())
                        && topology.workers(context.jvms().sandboxProcesses()).isEmpty());
        if (!removed) {
            throw new StartFailure("Nimbus did not remove the topology within " + REMOVAL_TIMEOUT.toSeconds() + " s");
        }
    }

    /** A submitted topology. The Supervisor starts and restarts its processes. */
    private static final class StormWorkers implements RunningServer {

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

        /** Kills the topology; the Supervisor then stops the workers. */
        @Override
        public void terminate() {
            try {
                cluster.kill(topology.stormName());
            } catch (TException e) {
                // Nimbus itself may have failed. The next startup removes the topology before it submits its own.
                LOG.warn("Could not kill the topology: Nimbus is not responding", e);
            }
        }

        @Override
        public void kill() {
            processes().forEach(worker -> worker.liveHandle().ifPresent(ProcessHandle::destroyForcibly));
        }
    }
}
