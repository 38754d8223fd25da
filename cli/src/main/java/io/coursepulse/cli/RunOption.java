package io.coursepulse.cli;

import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxState;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --run}, of every command that uses a run directory. */
public final class RunOption {

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "The run directory: all data, logs and configuration (default: run/ in the project; run-demo/ for a"
                            + " demo).")
    private Path directory;

    /** The given directory, or the project's default. */
    public RunPaths paths() {
        return directory == null ? projectPaths() : new RunPaths(directory);
    }

    /** The given directory, or that of the running sandbox: the project's default, or the demo's. */
    public RunPaths runningPaths() {
        return directory == null && !isRunning(projectPaths()) && isRunning(demo()) ? demo() : paths();
    }

    /** The given directory, or that of demos, which is cleared at every start. */
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
