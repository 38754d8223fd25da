package io.coursepulse.sandbox.cli;

import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunPaths;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the run directory; mixed into every command that has to do with one. */
public final class RunOption {

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "The run directory: all data, logs and configuration (default: run/ in the project's folder).")
    private Path directory;

    /** The named directory, or the project's own. */
    public RunPaths paths() {
        return new RunPaths(directory == null ? ProjectHome.find().directory().resolve("run") : directory);
    }
}
