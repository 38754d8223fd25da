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
 * The real servers on this machine, each in a JVM of its own, kept by this JVM: it starts them, restarts one that died, and
 * ends them when it ends, however it ends. Safe for use by several threads.
 */
public final class Sandbox implements AutoCloseable {

    /** How long a server may take; generous, as a busy machine with two cores needs it. */
    static final Duration READY_TIMEOUT = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    /**
     * The order of the stop. First those whom nobody inside waits for: the web server, and Flume, which keeps in its channel
     * what it has not delivered. Then the counting: the topologies first, as the Supervisor would start its workers again;
     * then Storm's daemons. The stores come when nobody writes any more, and ZooKeeper when nobody has a session.
     */
    private static final List<Set<ServerName>> STOP_ORDER = List.of(
            EnumSet.of(ServerName.WEB, ServerName.FLUME),
            EnumSet.of(ServerName.TOPOLOGY, ServerName.ACTIVITY),
            EnumSet.of(ServerName.SUPERVISOR, ServerName.SUPERVISOR_2, ServerName.NIMBUS),
            EnumSet.of(ServerName.HBASE, ServerName.MARIADB, ServerName.H2, ServerName.KAFKA),
            EnumSet.of(ServerName.ZOOKEEPER));

    private final ProcessIdentity daemon = ProcessIdentity.current();
    private final RunDirectory directory;
    private final Ports ports;
    private final JvmLauncher jvms;
    private final Path accessLog;
    private final StoreName storeName;
    private final Map<ServerName, ManagedServer> servers = new EnumMap<>(ServerName.class);
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
     * Starts the servers, as many at a time as their needs allow, and returns when all have answered their probes.
     *
     * @param progress told how it goes
     * @throws SandboxFailure if one does not come up; everything is stopped again then
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
                new StartupSequence(sandbox.servers, options.store(), progress).run();
            } catch (SandboxFailure | InterruptedException e) {
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

    /** Where everything of this sandbox is. */
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
        return ports.address(PortName.KAFKA);
    }

    /** Which store keeps the counts. */
    public StoreName storeName() {
        return storeName;
    }

    /** Where the counts are kept, as the topology and the web server read it. */
    public StoreConfig store() {
        return PipelineConfiguration.store(configuration());
    }

    /** Where the page is. */
    public URI page() {
        return URI.create("http://" + ports.address(PortName.WEB) + "/");
    }

    /** How each server is at this moment, in the order of {@link ServerName}. */
    public List<ServerState> servers() {
        return servers.values().stream().map(ManagedServer::state).toList();
    }

    /** A server's processes; for a topology Storm's worker JVMs. */
    public List<ProcessIdentity> processes(ServerName server) {
        return managed(server).processes();
    }

    /** Where the components of the topology that counts run. */
    public StormPlacement placement() {
        return new StormPlacement(jvms.sandboxProcesses(), ports.of(PortName.NIMBUS));
    }

    /** Whether a server's process, or any worker of a topology, runs. */
    public boolean isAlive(ServerName server) {
        return managed(server).isAlive();
    }

    /**
     * Ends a server as {@code kill -9} does, and returns when its process is gone. It is started again after a second, unless
     * the options say otherwise; for a topology's workers the Supervisor does that.
     */
    public void kill(ServerName server) throws InterruptedException {
        managed(server).kill();
    }

    /** Freezes a server's processes (SIGSTOP): alive for the system, silent for everyone else. */
    public void freeze(ServerName server) throws IOException, InterruptedException {
        SandboxProcesses.signal("STOP", processes(server));
    }

    /** Lets frozen processes go on (SIGCONT). */
    public void unfreeze(ServerName server) throws IOException, InterruptedException {
        SandboxProcesses.signal("CONT", processes(server));
    }

    /**
     * Stops a server in the orderly way if it runs, starts it, and returns when it is ready.
     *
     * @throws SandboxFailure if it does not come up
     */
    public void restart(ServerName server) throws IOException, InterruptedException {
        managed(server).restart(READY_TIMEOUT);
    }

    /** Stops a server in the orderly way; {@link #restart} starts it again. */
    public void stop(ServerName server) throws InterruptedException {
        managed(server).stopProcess();
    }

    /**
     * Returns when a server answers its probe.
     *
     * @throws SandboxFailure if it is dead for good, or the time is up
     */
    public void awaitReady(ServerName server, Duration timeout) throws InterruptedException {
        managed(server).awaitReady(timeout);
    }

    /** Stops everything and gives the run directory free. Takes bounded time; a second call does nothing. */
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
            // No time for order then; the sweep below still ends everything.
            Thread.currentThread().interrupt();
        } finally {
            killRemaining();
            deleteStateFile();
            ports.release();
            directory.close();
        }
    }

    /** Whatever is left on the leash: log writers, workers that the Supervisor started last, a submission under way. */
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
