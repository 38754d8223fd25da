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

/** What an earlier sandbox has left in a run directory. */
final class StaleRunCleanup {

    /** The leash looks twice a second; frozen processes do not look at all, and are killed. */
    private static final Duration TERMINATION_TIMEOUT = Duration.ofSeconds(5);

    private StaleRunCleanup() {}

    /** Waits for the end of an earlier daemon's processes; deletes its data, or says that it is used again. */
    static void cleanUp(RunDirectory directory, boolean cleanStart, Progress progress)
            throws IOException, InterruptedException {
        Optional<SandboxState> state = SandboxState.read(directory.paths());
        if (state.isPresent()) {
            // The directory is ours, so that daemon is gone; an orderly one would have taken its state file with it.
            progress.note(
                    "the last sandbox here (process " + state.get().daemon().pid() + ") ended without stopping"
                            + (cleanStart ? "" : "; its data is kept and used again"));
            SandboxProcesses sandboxProcesses = new SandboxProcesses(state.get().daemon());
            if (!sandboxProcesses.awaitTermination(TERMINATION_TIMEOUT)) {
                sandboxProcesses.killAll(TERMINATION_TIMEOUT);
            }
            if (!sandboxProcesses.all().isEmpty()) {
                throw new SandboxFailure("Processes of the last sandbox in "
                        + directory.paths().root() + " still run and cannot be ended: " + sandboxProcesses.all()
                        + ". End them by hand and start again.");
            }
            SandboxState.delete(directory.paths());
        } else if (directory.hadData() && !cleanStart) {
            progress.note("the data of the last run is kept and used again");
        }
        if (cleanStart) {
            directory.clear();
        }
    }

    /** The lines that one store has counted are behind Kafka's offsets; another one would refuse to begin there. */
    static void requireSameStore(RunPaths paths, SandboxOptions options) {
        boolean counts =
                ServerName.withDependencies(options.servers(), options.store()).contains(ServerName.TOPOLOGY);
        for (StoreName other : StoreName.values()) {
            if (counts
                    && other != options.store()
                    && Files.exists(paths.data(other.server().toString()))) {
                throw new SandboxFailure("The counts in " + paths.root() + " are kept in " + other.title() + ", and "
                        + options.store().title() + " does not know them. Start with --store " + other
                        + ", name another directory with --run DIR, or delete this one.");
            }
        }
    }
}
