package io.coursepulse.sandbox;

import io.coursepulse.sandbox.process.RunningServer;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState.ServerPhase;
import io.coursepulse.sandbox.run.SandboxState.ServerState;
import io.coursepulse.sandbox.server.Server;
import io.coursepulse.sandbox.server.Server.StartFailure;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Supervises one server: starts it, awaits that it is ready, restarts it when it exits, stops it. Thread-safe. */
final class ManagedServer {

    private static final Logger LOG = LoggerFactory.getLogger(ManagedServer.class);

    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    /** After so many restarts in a row that did not become ready, a server is not restarted; its log has the reason. */
    private static final int MAX_FAILED_RESTARTS = 5;

    private final Server server;
    private final boolean autoRestart;
    private final ScheduledExecutorService scheduler;
    private final Runnable onChange;

    // All guarded by this.
    private ServerPhase phase = ServerPhase.WAITING;
    private RunningServer running;
    private long startedNanos;
    private long readyMillis;
    private int restarts;
    private int failedRestarts;
    private int lastExitCode;
    private boolean wasReady;
    private boolean closing;

    /**
     * @param onChange called after every state change, without holding a lock
     */
    ManagedServer(Server server, boolean autoRestart, ScheduledExecutorService scheduler, Runnable onChange) {
        this.server = server;
        this.autoRestart = autoRestart;
        this.scheduler = scheduler;
        this.onChange = onChange;
    }

    synchronized ServerState state() {
        return new ServerState(
                server.name().toString(),
                phase,
                processes(),
                server.address(),
                server.log().toString(),
                restarts,
                readyMillis);
    }

    synchronized List<ProcessIdentity> processes() {
        return running == null ? List.of() : running.processes();
    }

    boolean isAlive() {
        RunningServer now = current();
        return now != null && now.isAlive();
    }

    /** The first start: writes the configuration, starts the server, and returns when it is ready. */
    void prepareAndStart() throws Exception {
        server.prepare();
        start();
        awaitReady(Sandbox.READY_TIMEOUT);
        server.onFirstReady();
    }

    /** Starts the server's process; returns before it is ready. */
    private void start() throws IOException, InterruptedException {
        synchronized (this) {
            throwIfClosing();
            phase = ServerPhase.STARTING;
            startedNanos = System.nanoTime();
        }
        onChange.run();
        RunningServer started;
        try {
            // Not under the lock: it may take seconds, and close() must not wait for it.
            started = server.start();
        } catch (StartFailure e) {
            setPhase(ServerPhase.DEAD);
            throw ServerFailures.startFailed(server, e);
        }
        synchronized (this) {
            running = started;
            if (closing) {
                started.kill();
                throwIfClosing();
            }
        }
        onChange.run();
        started.exit().thenAccept(exit -> handleExit(started, exit));
    }

    /**
     * Waits until the server answers its probe.
     *
     * @throws SandboxFailure if it exits and is not restarted, or does not answer in time
     */
    void awaitReady(Duration timeout) throws InterruptedException {
        boolean answered = Await.within(timeout, () -> {
            if (probe()) {
                return true;
            }
            throwIfNotStarting();
            return false;
        });
        if (!answered) {
            throw ServerFailures.readinessTimedOut(server, timeout);
        }
        synchronized (this) {
            if (phase == ServerPhase.STARTING) {
                readyMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
                phase = ServerPhase.READY;
            }
            wasReady = true;
            failedRestarts = 0;
        }
        onChange.run();
    }

    /** Kills it ({@code kill -9}) and waits for its exit. It is then restarted, if this sandbox restarts servers. */
    void kill() throws InterruptedException {
        RunningServer now = current();
        if (now != null) {
            List<ProcessIdentity> targets = now.processes();
            now.kill();
            awaitExit(targets, KILL_TIMEOUT);
        }
    }

    /** Stops it if it is running, starts it, and waits until it is ready. */
    void restart(Duration timeout) throws IOException, InterruptedException {
        stopProcess();
        synchronized (this) {
            restarts++;
        }
        start();
        awaitReady(timeout);
    }

    /** Stops it, if it is running, without restart. */
    void stopProcess() throws InterruptedException {
        RunningServer old;
        synchronized (this) {
            old = running;
            running = null; // so that its exit does not trigger a restart
            phase = ServerPhase.STOPPED;
        }
        stopProcess(old);
        onChange.run();
    }

    /** Prevents any further start. */
    synchronized void beginClosing() {
        closing = true;
    }

    /** Stops it permanently: terminates it, and kills it if that takes too long. */
    void shutDown() throws InterruptedException {
        beginClosing();
        long stopRequestedNanos = System.nanoTime();
        RunningServer last = current();
        if (last != null && !isServing()) {
            // It holds nothing in memory that others rely on, and HBase ignores SIGTERM during startup.
            last.kill();
        }
        stopProcess(last);
        LOG.info(
                "{} stopped in {} ms",
                server.name(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stopRequestedNanos));
        setPhase(ServerPhase.STOPPED);
    }

    private void stopProcess(RunningServer old) throws InterruptedException {
        if (old == null) {
            return;
        }
        List<ProcessIdentity> processes = old.processes();
        old.terminate();
        if (!awaitExit(processes, server.stopTimeout())) {
            LOG.warn("{} did not stop within {}; killing it", server.name(), server.stopTimeout());
            old.kill();
            awaitExit(processes, KILL_TIMEOUT);
        }
    }

    /** Called when a process has exited for any reason. */
    private void handleExit(RunningServer which, int exit) {
        synchronized (this) {
            if (which != running || closing) {
                return;
            }
            lastExitCode = exit;
            // Before it was ready for the first time, the startup fails: the operator needs the reason.
            boolean willRestart = autoRestart && wasReady && failedRestarts < MAX_FAILED_RESTARTS;
            phase = willRestart ? ServerPhase.RESTARTING : ServerPhase.DEAD;
            if (willRestart) {
                scheduler.schedule(() -> restartAfterExit(which), RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        LOG.warn("{} exited with code {}", server.name(), exit);
        onChange.run();
    }

    private void restartAfterExit(RunningServer dead) {
        synchronized (this) {
            if (dead != running || closing) {
                return;
            }
            restarts++;
            failedRestarts++;
        }
        try {
            start();
            awaitReady(Sandbox.READY_TIMEOUT);
        } catch (IOException | SandboxFailure e) {
            LOG.warn("Restarting {} failed", server.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isServing() {
        return phase == ServerPhase.READY;
    }

    private boolean probe() throws InterruptedException {
        if (!isAlive()) {
            return false;
        }
        try {
            return server.isReady();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.debug("{} is not ready", server.name(), e);
            return false;
        }
    }

    private synchronized RunningServer current() {
        return running;
    }

    private void setPhase(ServerPhase next) {
        synchronized (this) {
            phase = next;
        }
        onChange.run();
    }

    private synchronized void throwIfNotStarting() {
        throwIfClosing();
        if (phase == ServerPhase.DEAD) {
            throw ServerFailures.exitedBeforeReady(server, lastExitCode);
        }
    }

    private synchronized void throwIfClosing() {
        if (closing) {
            throw new SandboxFailure("The sandbox was stopped while " + server.name() + " was starting.");
        }
    }

    private static boolean awaitExit(List<ProcessIdentity> processes, Duration timeout) throws InterruptedException {
        return Await.within(timeout, () -> processes.stream().noneMatch(ProcessIdentity::isAlive));
    }
}
