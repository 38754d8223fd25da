package io.coursepulse.sandbox;

import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.RunDirectory;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** Cleans up after an earlier sandbox in the same run directory. */
final class StaleRunCleanup {

    /** The watchdogs poll twice a second; frozen processes do not, and are killed. */
    private static final Duration TERMINATION_TIMEOUT = Duration.ofSeconds(5);

    private StaleRunCleanup() {}

    /** Ends the processes of an earlier daemon, and deletes its data or reports that it is reused. */
    static void cleanUp(RunDirectory directory, boolean cleanStart, Progress progress)
            throws IOException, InterruptedException {
        Optional<SandboxState> state = SandboxState.read(directory.paths());
        if (state.isPresent()) {
            // This process holds the directory, so that daemon has exited; a clean shutdown would have deleted the
            // state file.
            progress.note(
                    "the previous sandbox (process " + state.get().daemon().pid() + ") did not shut down cleanly"
                            + (cleanStart ? "" : "; reusing its data"));
            SandboxProcesses sandboxProcesses = new SandboxProcesses(state.get().daemon());
            if (!sandboxProcesses.awaitTermination(TERMINATION_TIMEOUT)) {
                sandboxProcesses.killAll(TERMINATION_TIMEOUT);
            }
            if (!sandboxProcesses.all().isEmpty()) {
                throw new SandboxFailure("Processes of the previous sandbox in "
                        + directory.paths().root() + " are still running and could not be killed: "
                        + sandboxProcesses.all()
                        + ". Kill them and retry.");
            }
            SandboxState.delete(directory.paths());
        } else if (directory.hadData() && !cleanStart) {
            progress.note("reusing the data of the previous run");
        }
        SmallDisk.unmountAll(directory.paths().root());
        if (cleanStart) {
            directory.clear();
        }
    }

    /** Lines that one store has counted are not counted again by another, whose ledger would not start at the first offset. */
    static void requireSameStore(RunPaths paths, SandboxOptions options) {
        boolean counts =
                ServerName.withDependencies(options.servers(), options.store()).contains(ServerName.TOPOLOGY);
        for (StoreName other : StoreName.values()) {
            if (counts
                    && other != options.store()
                    && Files.exists(paths.data(other.server().toString()))) {
                throw new SandboxFailure(paths.root() + " contains counts in " + other.title() + ", not in "
                        + options.store().title() + ". Use --store " + other
                        + ", choose another directory with --run DIR, or delete this one.");
            }
        }
    }
}
