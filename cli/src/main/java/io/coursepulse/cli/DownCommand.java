package io.coursepulse.cli;

import io.coursepulse.sandbox.Screen;
import io.coursepulse.sandbox.process.LeashedProcesses;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.run.StateFile;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops everything. */
@Command(
        name = "down",
        description = "Stop everything and wait until it has stopped. The data stays.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    /** More than all servers' own bounds together. */
    private static final Duration KEEPER_PATIENCE = Duration.ofSeconds(90);

    private static final Duration LEASH_PATIENCE = Duration.ofSeconds(10);

    @Mixin
    private RunOption run;

    @Override
    public Integer call() throws InterruptedException {
        RunPaths paths = run.runningPaths();
        long begun = System.nanoTime();
        Optional<SandboxState> state = StateFile.read(paths);
        LeashedProcesses leashed =
                state.map(SandboxState::keeper).map(LeashedProcesses::new).orElse(null);
        boolean nothing = state.isEmpty()
                || (!state.get().keeper().isAlive() && leashed.all().isEmpty());
        if (nothing) {
            StateFile.delete(paths);
            Screen.print("Nothing is running in " + RunPaths.shown(paths.root()) + ".");
            return 0;
        }
        stop(state.get());
        leashed.killAll(LEASH_PATIENCE);
        if (!leashed.all().isEmpty()) {
            throw new SandboxFailure("Some processes could not be ended: " + leashed.all()
                    + ". Look at them with `ps` and end them by hand.");
        }
        StateFile.delete(paths);
        Screen.print(String.format(
                Locale.ROOT,
                "Stopped %s in %.1f s. The data stays in %s.",
                servers(state.get()),
                (System.nanoTime() - begun) / 1e9,
                RunPaths.shown(paths.root())));
        return 0;
    }

    /** Asks the keeper, which knows the order. If it does not end it is killed, and the leash ends the rest. */
    private static void stop(SandboxState state) throws InterruptedException {
        Optional<ProcessHandle> keeper = state.keeper().living();
        if (keeper.isEmpty()) {
            return;
        }
        keeper.get().destroy();
        long deadline = System.nanoTime() + KEEPER_PATIENCE.toNanos();
        while (state.keeper().isAlive()) {
            if (System.nanoTime() > deadline) {
                keeper.get().destroyForcibly();
                return;
            }
            Thread.sleep(50);
        }
    }

    private static String servers(SandboxState state) {
        int count = state.servers().size();
        return count == 1 ? "1 server" : count + " servers";
    }
}
