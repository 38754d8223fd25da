package io.coursepulse.cli;

import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.run.StateFile;

/** The sandbox that a command is about, when the command needs its servers. */
final class RunningSandbox {

    private RunningSandbox() {}

    /**
     * The running sandbox.
     *
     * @param what what is to be done with it, for the message: {@code audited}
     * @throws SandboxFailure if none runs
     */
    static SandboxState require(RunOption run, String what) {
        RunPaths paths = run.runningPaths();
        return StateFile.readRunning(paths)
                .orElseThrow(() -> new SandboxFailure(
                        "Nothing is running in " + RunPaths.displayPath(paths.root()) + ", so nothing can be " + what
                                + ": it needs Kafka and the store. Start with `coursepulse up`."));
    }
}
