package io.coursepulse.sandbox;

import io.coursepulse.sandbox.process.JvmLauncher;
import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.Ports;
import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunDirectory;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.run.SandboxState.ServerState;
import io.coursepulse.sandbox.server.KafkaBroker;
import io.coursepulse.sandbox.server.Server;
import io.coursepulse.sandbox.server.ServerContext;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.sandbox.server.StormPlacement;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real servers on this machine, each in a JVM of its own, supervised by this JVM: it starts them, restarts failed ones,
 * and stops them when it exits for any reason. Safe for use by several threads.
 */
public final class Sandbox implements AutoCloseable {

    /** How long a server may take to become ready, on a busy machine with two cores. */
    static final Duration READY_TIMEOUT = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    /**
     * The shutdown order. First those that no other server depends on: the web server, and Flume, whose channel keeps what
     * is not delivered. Then the counting: topologies before the Storm daemons, as the Supervisor would restart workers.
     * Stores stop when nothing writes any more, and ZooKeeper when nothing has a session.
     */
    private static final List<Set<ServerName>> STOP_ORDER = List.of(
            EnumSet.of(ServerName.WEB, ServerName.FLUME),
            EnumSet.of(ServerName.TOPOLOGY, ServerName.ACTIVITY),
            EnumSet.of(ServerName.SUPERVISOR, ServerName.SUPERVISOR_2, ServerName.NIMBUS),
            EnumSet.of(
                    ServerName.HBASE,
                    ServerName.MARIADB,
                    ServerName.H2,
                    ServerName.KAFKA,
                    ServerName.KAFKA_2,
                    ServerName.KAFKA_3),
            EnumSet.of(ServerName.ZOOKEEPER));

    private final ProcessIdentity daemon = ProcessIdentity.current();
    private final RunDirectory directory;
    private final Ports ports;
    private final JvmLauncher jvms;
    private final Path accessLog;
    private final StoreName storeName;
    private final Map<ServerName, ManagedServer> servers = new EnumMap<>(ServerName.class);
    private final Map<ServerName, SmallDisk> smallDisks = new EnumMap<>(ServerName.class);
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(
            ServerName.values().length, ParallelRunner.daemonThreads("server-restart"));
    private final Thread shutdownHook = new Thread(this::stopAll, "sandbox-stop");
    private final Object stateFileLock = new Object();
    private volatile boolean ready;
    private boolean stopped; // guarded by this
    private boolean stateFileDeleted; // guarded by stateFileLock

    private Sandbox(SandboxOptions options, RunDirectory directory, Ports ports, ProjectHome home) {
        this.directory = directory;
        this.ports = ports;
        this.jvms = new JvmLauncher(home.watchdogJar(), daemon);
        this.accessLog = options.accessLog()
                .orElse(directory.paths().accessLog())
                .toAbsolutePath()
                .normalize();
        this.storeName = options.store();
        ServerContext context = new ServerContext(home, directory.paths(), ports, jvms, accessLog);
        for (ServerName name : ServerName.withDependencies(options.servers(), options.store())) {
            servers.put(
                    name,
                    new ManagedServer(
                            Server.of(name, context), options.autoRestart(), scheduler, this::writeStateFile));
        }
    }

    /**
     * Starts the servers, in parallel as far as their dependencies allow, and returns when all are ready.
     *
     * @param progress receives the progress
     * @throws SandboxFailure if one does not become ready; everything is stopped again then
     */
    public static Sandbox start(SandboxOptions options, Progress progress) throws InterruptedException {
        SystemRequirements.requireJava(Runtime.version());
        ProjectHome home = ProjectHome.find();
        RunPaths paths = new RunPaths(options.directory());
        SystemRequirements.requireNoSpaces(home.directory(), paths.root());
        RunDirectory directory = RunDirectory.acquire(paths);
        try {
            StaleRunCleanup.cleanUp(directory, options.cleanStart(), progress);
            StaleRunCleanup.requireSameStore(paths, options);
            SandboxLogging.redirectInto(paths);
            Set<PortName> needed = EnumSet.noneOf(PortName.class);
            ServerName.withDependencies(options.servers(), options.store())
                    .forEach(name -> needed.addAll(name.ports()));
            Ports ports = Ports.choose(needed, options.ports(), progress::note);
            PipelineConfiguration.write(paths.configuration(), options, ports);
            Sandbox sandbox = new Sandbox(options, directory, ports, home);
            Runtime.getRuntime().addShutdownHook(sandbox.shutdownHook);
            try {
                sandbox.mountSmallDisks(options.smallDisks());
                new StartupSequence(sandbox.servers, options.store(), progress).run();
            } catch (SandboxFailure | InterruptedException | IOException e) {
                sandbox.close();
                throw e;
            }
            sandbox.ready = true;
            sandbox.writeStateFile();
            return sandbox;
        } catch (IOException e) {
            directory.close();
            throw new SandboxFailure("Cannot write into the run directory " + paths.root() + ": " + e, e);
        } catch (SandboxFailure e) {
            directory.close();
            throw e;
        }
    }

    /** The paths in the run directory. */
    public RunPaths paths() {
        return directory.paths();
    }

    public Ports ports() {
        return ports;
    }

    /** The configuration that the topology and the web server were started with. */
    public Path configuration() {
        return paths().configuration();
    }

    /** The file that Flume follows. */
    public Path accessLog() {
        return accessLog;
    }

    /** For Kafka clients: {@code 127.0.0.1:9092}. */
    public String kafkaBootstrapServers() {
        return KafkaBroker.bootstrapServers(ports);
    }

    /** Which store keeps the counts. */
    public StoreName storeName() {
        return storeName;
    }

    /** Where the counts are kept, as the topology and the web server read it. */
    public StoreConfig store() {
        return PipelineConfiguration.store(configuration());
    }

    /** The address of the dashboard. */
    public URI page() {
        return URI.create("http://" + ports.address(PortName.WEB) + "/");
    }

    /** The current state of each server, in the order of {@link ServerName}. */
    public List<ServerState> servers() {
        return servers.values().stream().map(ManagedServer::state).toList();
    }

    /** A server's processes; for a topology, Storm's worker JVMs. */
    public List<ProcessIdentity> processes(ServerName server) {
        return managed(server).processes();
    }

    /** The placement of the components of the topology that counts. */
    public StormPlacement placement() {
        return new StormPlacement(jvms.sandboxProcesses(), ports.of(PortName.NIMBUS));
    }

    /** Whether a server's process, or any worker of a topology, is running. */
    public boolean isAlive(ServerName server) {
        return managed(server).isAlive();
    }

    /**
     * Kills a server ({@code kill -9}), and returns when its process has exited. It is restarted after a second, unless the
     * options say otherwise; a topology's workers are restarted by the Supervisor.
     */
    public void kill(ServerName server) throws InterruptedException {
        managed(server).kill();
    }

    /** Freezes a server's processes (SIGSTOP): they exist, and no longer respond. */
    public void freeze(ServerName server) throws IOException, InterruptedException {
        SandboxProcesses.signal("STOP", processes(server));
    }

    /** Resumes frozen processes (SIGCONT). */
    public void unfreeze(ServerName server) throws IOException, InterruptedException {
        SandboxProcesses.signal("CONT", processes(server));
    }

    /**
     * Stops a server (SIGTERM) if it is running, starts it, and returns when it is ready.
     *
     * @throws SandboxFailure if it does not become ready
     */
    public void restart(ServerName server) throws IOException, InterruptedException {
        managed(server).restart(READY_TIMEOUT);
    }

    /** Stops a server (SIGTERM); {@link #restart} starts it again. */
    public void stop(ServerName server) throws InterruptedException {
        managed(server).stopProcess();
    }

    /**
     * Returns when a server answers its probe.
     *
     * @throws SandboxFailure if it exited and is not restarted, or on timeout
     */
    public void awaitReady(ServerName server, Duration timeout) throws InterruptedException {
        managed(server).awaitReady(timeout);
    }

    /**
     * The file system of a server's data.
     *
     * @throws IllegalArgumentException if the options gave it none of its own
     */
    public SmallDisk smallDisk(ServerName server) {
        SmallDisk disk = smallDisks.get(server);
        if (disk == null) {
            throw new IllegalArgumentException(server + " has no small disk in this sandbox");
        }
        return disk;
    }

    private void mountSmallDisks(Map<ServerName, Integer> megabytes) throws IOException, InterruptedException {
        for (Map.Entry<ServerName, Integer> each : megabytes.entrySet()) {
            if (servers.containsKey(each.getKey())) {
                Path directory = paths().data(each.getKey().toString());
                smallDisks.put(each.getKey(), SmallDisk.mount(directory, each.getValue()));
            }
        }
    }

    private void unmountSmallDisks() {
        for (SmallDisk disk : smallDisks.values()) {
            try {
                disk.unmount();
            } catch (IOException e) {
                LOG.warn("{} is still mounted; the next start in this directory unmounts it", disk.directory(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stops everything and releases the run directory. Takes bounded time; a second call does nothing. */
    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook has done or is doing this.
            LOG.debug("closed by the shutdown hook", e);
        }
    }

    private synchronized void stopAll() {
        if (stopped) {
            return;
        }
        stopped = true;
        servers.values().forEach(ManagedServer::beginClosing);
        scheduler.shutdownNow();
        try {
            for (Set<ServerName> stage : STOP_ORDER) {
                ParallelRunner.run(stage, name -> {
                    if (servers.containsKey(name)) {
                        servers.get(name).shutDown();
                    }
                });
            }
        } catch (InterruptedException e) {
            // No time for the order; killRemaining() still ends everything.
            Thread.currentThread().interrupt();
        } finally {
            killRemaining();
            unmountSmallDisks();
            deleteStateFile();
            ports.release();
            directory.close();
        }
    }

    /** Kills the remaining processes of this sandbox: log writers, new workers of the Supervisor, a running submission. */
    private void killRemaining() {
        boolean interrupted = Thread.interrupted();
        try {
            jvms.sandboxProcesses().killAll(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeStateFile() {
        Map<String, Integer> numbers = new TreeMap<>();
        ports.numbers().forEach((name, number) -> numbers.put(name.toString(), number));
        synchronized (stateFileLock) {
            if (!stateFileDeleted) {
                new SandboxState(
                                daemon,
                                ready,
                                numbers,
                                accessLog.toString(),
                                configuration().toString(),
                                servers())
                        .write(paths());
            }
        }
    }

    private void deleteStateFile() {
        synchronized (stateFileLock) {
            stateFileDeleted = true;
            SandboxState.delete(paths());
        }
    }

    private ManagedServer managed(ServerName name) {
        ManagedServer server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException(name + " is not part of this sandbox");
        }
        return server;
    }
}
