package io.coursepulse.sandbox.process;

import io.coursepulse.watchdog.ProcessIdentity;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A server that is one process, started by this JVM. */
public final class ServerProcess implements RunningServer {

    private final Process process;
    private final ProcessIdentity identity;

    ServerProcess(Process process) {
        this.process = process;
        this.identity = ProcessIdentity.of(process.toHandle());
    }

    @Override
    public List<ProcessIdentity> processes() {
        return process.isAlive() ? List.of(identity) : List.of();
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void terminate() {
        process.destroy();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    int waitFor() throws InterruptedException {
        return process.waitFor();
    }
}
