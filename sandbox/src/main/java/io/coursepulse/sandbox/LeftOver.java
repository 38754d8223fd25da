package io.coursepulse.sandbox;

import io.coursepulse.sandbox.process.LeashedProcesses;
import io.coursepulse.sandbox.run.RunDirectory;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.run.StateFile;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** What an earlier sandbox has left in a run directory. */
final class LeftOver {

    /** The leash looks twice a second; frozen processes do not look at all, and are killed. */
    private static final Duration LEASH_PATIENCE = Duration.ofSeconds(5);

    private LeftOver() {}

    /** Waits for the end of an earlier keeper's processes; deletes its data, or says that it is used again. */
    static void settle(RunDirectory directory, boolean fresh, Progress progress)
            throws IOException, InterruptedException {
        Optional<SandboxState> state = StateFile.read(directory.paths());
        if (state.isPresent()) {
            // The directory is ours, so that keeper is gone; an orderly one would have taken its state file with it.
            progress.note(
                    "the last sandbox here (process " + state.get().keeper().pid() + ") ended without stopping"
                            + (fresh ? "" : "; its data is kept and used again"));
            LeashedProcesses leashed = new LeashedProcesses(state.get().keeper());
            if (!leashed.awaitNone(LEASH_PATIENCE)) {
                leashed.killAll(LEASH_PATIENCE);
            }
            if (!leashed.all().isEmpty()) {
                throw new SandboxFailure("Processes of the last sandbox in "
                        + directory.paths().root() + " still run and cannot be ended: " + leashed.all()
                        + ". End them by hand and start again.");
            }
            StateFile.delete(directory.paths());
        } else if (directory.hadData() && !fresh) {
            progress.note("the data of the last run is kept and used again");
        }
        if (fresh) {
            directory.clear();
        }
    }

    /** The lines that one store has counted are behind Kafka's offsets; another one would refuse to begin there. */
    static void refuseOtherStore(RunPaths paths, SandboxOptions options) {
        boolean counts =
                ServerName.withNeeds(options.servers(), options.store()).contains(ServerName.TOPOLOGY);
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
