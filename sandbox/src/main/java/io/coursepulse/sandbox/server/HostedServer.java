package io.coursepulse.sandbox.server;

import io.coursepulse.watchdog.ProcessIdentity;
import io.coursepulse.sandbox.process.RunningServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A server that is no JVM, and the JVM that hosts it. Whoever kills, freezes or measures it means both, the server
 * first.
 */
final class HostedServer implements RunningServer {

    private final RunningServer host;
    private final String program;

    /** @param program the name of the server's program, a child of the host's process once it has been started */
    HostedServer(RunningServer host, String program) {
        this.host = host;
        this.program = program;
    }

    @Override
    public List<ProcessIdentity> processes() {
        List<ProcessIdentity> hosts = host.processes();
        Stream<ProcessIdentity> hosted = hosts.stream()
                .flatMap(process -> process.liveHandle().stream())
                .flatMap(ProcessHandle::children)
                .filter(this::runsProgram)
                .map(ProcessIdentity::of);
        return Stream.concat(hosted, hosts.stream()).toList();
    }

    private boolean runsProgram(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("/" + program))
                .orElse(false);
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return host.exit();
    }

    /** The host has the server stop, and waits for it. */
    @Override
    public void terminate() {
        host.terminate();
    }

    @Override
    public void kill() {
        processes().forEach(process -> process.liveHandle().ifPresent(ProcessHandle::destroyForcibly));
    }
}
