package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.Running;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.storm.thrift.TException;

/** The topology that counts, submitted to Nimbus the way {@code storm jar} does it. */
public final class CountsTopology implements Server {

    private static final String MAIN_CLASS = "io.coursepulse.topology.Main";

    private final ServerContext context;
    private final StormHome storm;
    private final StormCluster cluster;

    public CountsTopology(ServerContext context) {
        this.context = context;
        this.storm = new StormHome(context);
        this.cluster = new StormCluster(context.ports().of(PortName.NIMBUS));
    }

    @Override
    public ServerName name() {
        return ServerName.TOPOLOGY;
    }

    @Override
    public String address() {
        return "counts";
    }

    /** The newest worker's log, or the submission's before there is a worker. */
    @Override
    public Path log() {
        try (Stream<Path> files = Files.walk(storm.workerLogs(), 3)) {
            return files.filter(file -> file.endsWith("worker.log"))
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
    public Running start() throws IOException, InterruptedException {
        // A keeper that was killed leaves its topology in ZooKeeper: the jar and the ports in it may be old.
        end();
        var submission = storm.client(MAIN_CLASS, context.home().topologyJar())
                .heap("256m")
                .arguments("counts", "--config", context.paths().configuration());
        int exit =
                context.jvms().run(submission, submissionLog(), context.paths().data(name().toString()));
        if (exit != 0) {
            throw new StartFailure("its submission to Nimbus ended with exit code " + exit);
        }
        return new StormWorkers(context.jvms().leashed(), cluster);
    }

    @Override
    public boolean isReady() throws TException {
        return context.jvms().leashed().running(StormWorkers.MAIN_CLASS).size() > 0 && cluster.allRunning();
    }

    private Path submissionLog() {
        return context.paths().logFile(name().toString());
    }

    /**
     * Has Nimbus remove the topology, and returns when it and its workers are gone; returns at once if there is none.
     *
     * @throws StartFailure if Nimbus does not answer
     */
    public void end() throws InterruptedException {
        try {
            cluster.killTopologies();
            while (cluster.topologies() > 0
                    || !context.jvms()
                            .leashed()
                            .running(StormWorkers.MAIN_CLASS)
                            .isEmpty()) {
                Thread.sleep(100);
            }
        } catch (TException e) {
            throw new StartFailure("Nimbus could not remove the topology: " + e);
        }
    }
}
