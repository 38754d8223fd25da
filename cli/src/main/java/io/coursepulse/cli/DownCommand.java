package io.coursepulse.cli;

import io.coursepulse.sandbox.ConsoleOutput;
import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code down}: stops the sandbox. */
@Command(
        name = "down",
        description = "Stop all servers and wait until they have stopped. Data is kept.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    /** Longer than the stop timeouts of all servers together. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(90);

    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    @Mixin
    private RunOption run;

    @Override
    public Integer call() throws InterruptedException {
        RunPaths paths = run.runningPaths();
        long startNanos = System.nanoTime();
        Optional<SandboxState> state = SandboxState.read(paths);
        SandboxProcesses sandboxProcesses =
                state.map(SandboxState::daemon).map(SandboxProcesses::new).orElse(null);
        boolean nothing = state.isEmpty()
                || (!state.get().daemon().isAlive() && sandboxProcesses.all().isEmpty());
        if (nothing) {
            SandboxState.delete(paths);
            ConsoleOutput.print("Nothing is running in " + RunPaths.displayPath(paths.root()) + ".");
            return 0;
        }
        stop(state.get());
        sandboxProcesses.killAll(KILL_TIMEOUT);
        if (!sandboxProcesses.all().isEmpty()) {
            throw new SandboxFailure("Could not kill processes: " + sandboxProcesses.all()
                    + ". Inspect them with `ps` and kill them manually.");
        }
        SandboxState.delete(paths);
        ConsoleOutput.print(String.format(
                Locale.ROOT,
                "Stopped %s in %.1f s. Data is kept in %s.",
                servers(state.get()),
                (System.nanoTime() - startNanos) / 1e9,
                RunPaths.displayPath(paths.root())));
        return 0;
    }

    /** Asks the daemon, which knows the order. If it does not exit it is killed, and the parent watchdogs halt the servers. */
    private static void stop(SandboxState state) throws InterruptedException {
        Optional<ProcessHandle> daemon = state.daemon().liveHandle();
        if (daemon.isEmpty()) {
            return;
        }
        daemon.get().destroy();
        if (!Await.within(STOP_TIMEOUT, () -> !state.daemon().isAlive())) {
            daemon.get().destroyForcibly();
        }
    }

    private static String servers(SandboxState state) {
        int count = state.servers().size();
        return count == 1 ? "1 server" : count + " servers";
    }
}
