package io.coursepulse.sandbox;

import io.coursepulse.leash.ProcessIdentity;
import io.coursepulse.sandbox.process.Running;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.ServerPhase;
import io.coursepulse.sandbox.run.ServerState;
import io.coursepulse.sandbox.server.Server;
import io.coursepulse.sandbox.server.StartFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server's life: started, ready, died, started again, stopped. Safe for use by several threads. */
final class ManagedServer {

    private static final Logger LOG = LoggerFactory.getLogger(ManagedServer.class);

    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    /** A server that dies this often without becoming ready in between is left dead; its log has the reason. */
    private static final int VAIN_RESTARTS = 5;

    private final Server server;
    private final boolean restartDead;
    private final ScheduledExecutorService scheduler;
    private final Runnable changed;

    // All guarded by this.
    private ServerPhase phase = ServerPhase.WAITING;
    private Running running;
    private long startedNanos;
    private long readyMillis;
    private int restarts;
    private int vainRestarts;
    private int lastExit;
    private boolean wasReady;
    private boolean closing;

    /**
     * @param changed called after every change of the state, without a lock held
     */
    ManagedServer(Server server, boolean restartDead, ScheduledExecutorService scheduler, Runnable changed) {
        this.server = server;
        this.restartDead = restartDead;
        this.scheduler = scheduler;
        this.changed = changed;
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
        Running now = current();
        return now != null && now.isAlive();
    }

    /** The first start: writes the configuration, starts the server, and returns when it is ready to be used. */
    void boot() throws Exception {
        server.prepare();
        start();
        awaitReady(Sandbox.READY_WITHIN);
        server.completeBoot();
    }

    /** Starts the server's process; returns before it is ready. */
    private void start() throws IOException, InterruptedException {
        synchronized (this) {
            refuseWhenClosing();
            phase = ServerPhase.STARTING;
            startedNanos = System.nanoTime();
        }
        changed.run();
        Running started;
        try {
            // Not under the lock: it may take seconds, and close() must not wait for it.
            started = server.start();
        } catch (StartFailure e) {
            become(ServerPhase.DEAD);
            throw ServerTrouble.couldNotStart(server, e);
        }
        synchronized (this) {
            running = started;
            if (closing) {
                started.kill();
                refuseWhenClosing();
            }
        }
        changed.run();
        started.exit().thenAccept(exit -> ended(started, exit));
    }

    /**
     * Waits until the server answers its probe.
     *
     * @throws SandboxFailure if it dies for good or does not answer in time
     */
    void awaitReady(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!probe()) {
            synchronized (this) {
                refuseWhenClosing();
                if (phase == ServerPhase.DEAD) {
                    throw ServerTrouble.died(server, lastExit);
                }
            }
            if (System.nanoTime() > deadline) {
                throw ServerTrouble.notReady(server, atMost);
            }
            Thread.sleep(PROBE_INTERVAL.toMillis());
        }
        synchronized (this) {
            if (phase == ServerPhase.STARTING) {
                readyMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
                phase = ServerPhase.READY;
            }
            wasReady = true;
            vainRestarts = 0;
        }
        changed.run();
    }

    /** Ends it as {@code kill -9} does and waits until it has ended. It is then restarted, if this sandbox does so. */
    void kill() throws InterruptedException {
        Running now = current();
        if (now != null) {
            List<ProcessIdentity> victims = now.processes();
            now.kill();
            awaitEnd(victims, KILL_PATIENCE);
        }
    }

    /** Stops it if it runs, starts it, and waits until it is ready. */
    void restart(Duration atMost) throws IOException, InterruptedException {
        end();
        synchronized (this) {
            restarts++;
        }
        start();
        awaitReady(atMost);
    }

    /** Stops it if it runs, and leaves it so. */
    void end() throws InterruptedException {
        Running old;
        synchronized (this) {
            old = running;
            running = null; // so that its end is not taken for a death
            phase = ServerPhase.STOPPED;
        }
        end(old);
        changed.run();
    }

    /** From now on nothing is started any more, dead or not. */
    synchronized void beginClosing() {
        closing = true;
    }

    /** Stops it for good: asks it to end, and kills it if it takes too long. */
    void stop() throws InterruptedException {
        beginClosing();
        long begun = System.nanoTime();
        Running last = current();
        if (last != null && !isServing()) {
            // It has nothing in memory that anyone relies on, and HBase does not heed SIGTERM while it starts.
            last.kill();
        }
        end(last);
        LOG.info("{} stopped in {} ms", server.name(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        become(ServerPhase.STOPPED);
    }

    private void end(Running old) throws InterruptedException {
        if (old == null) {
            return;
        }
        List<ProcessIdentity> processes = old.processes();
        old.terminate();
        if (!awaitEnd(processes, server.stopsWithin())) {
            LOG.warn("{} did not end within {}; killing it", server.name(), server.stopsWithin());
            old.kill();
            awaitEnd(processes, KILL_PATIENCE);
        }
    }

    /** Called when a process has ended, by whoever's hand. */
    private void ended(Running which, int exit) {
        synchronized (this) {
            if (which != running || closing) {
                return;
            }
            lastExit = exit;
            // Before the first time ready it is the boot that fails; the operator wants to see why.
            boolean again = restartDead && wasReady && vainRestarts < VAIN_RESTARTS;
            phase = again ? ServerPhase.RESTARTING : ServerPhase.DEAD;
            if (again) {
                scheduler.schedule(() -> startAgain(which), RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        LOG.warn("{} ended with exit code {}", server.name(), exit);
        changed.run();
    }

    private void startAgain(Running dead) {
        synchronized (this) {
            if (dead != running || closing) {
                return;
            }
            restarts++;
            vainRestarts++;
        }
        try {
            start();
            awaitReady(Sandbox.READY_WITHIN);
        } catch (IOException | SandboxFailure e) {
            LOG.warn("{} could not be started again", server.name(), e);
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

    private synchronized Running current() {
        return running;
    }

    private void become(ServerPhase next) {
        synchronized (this) {
            phase = next;
        }
        changed.run();
    }

    private synchronized void refuseWhenClosing() {
        if (closing) {
            throw new SandboxFailure("The sandbox was stopped while " + server.name() + " was starting.");
        }
    }

    private static boolean awaitEnd(List<ProcessIdentity> processes, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (ProcessIdentity process : processes) {
            try {
                var living = process.living();
                if (living.isPresent()) {
                    living.get().onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException("cannot wait for process " + process, e);
            }
        }
        return true;
    }
}
