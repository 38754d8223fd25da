package io.coursepulse.cli;

import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxState;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the run directory; mixed into every command that has to do with one. */
public final class RunOption {

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "The run directory: all data, logs and configuration (default: run/ in the project's folder; run-demo/ for a"
                            + " demo).")
    private Path directory;

    /** The named directory, or the project's own. */
    public RunPaths paths() {
        return directory == null ? projectPaths() : new RunPaths(directory);
    }

    /** The named directory, or where a sandbox runs: the project's own directory, or the demo's. */
    public RunPaths runningPaths() {
        return directory == null && !isRunning(projectPaths()) && isRunning(demo()) ? demo() : paths();
    }

    /** The named directory, or the one that demos share, and each begins afresh. */
    public RunPaths demoPaths() {
        return directory == null ? demo() : new RunPaths(directory);
    }

    private static RunPaths projectPaths() {
        return new RunPaths(ProjectHome.find().directory().resolve("run"));
    }

    private static RunPaths demo() {
        return new RunPaths(ProjectHome.find().directory().resolve("run-demo"));
    }

    private static boolean isRunning(RunPaths paths) {
        return SandboxState.read(paths).map(state -> state.daemon().isAlive()).orElse(false);
    }
}
