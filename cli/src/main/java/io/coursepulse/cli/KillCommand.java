package io.coursepulse.cli;

import io.coursepulse.sandbox.ConsoleOutput;
import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.run.SandboxState.ServerState;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.TopologyName;
import io.coursepulse.watchdog.ProcessIdentity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kill}: kills a server, to see that nothing is lost. */
@Command(
        name = "kill",
        description = "Kill a server (kill -9), to see that nothing is lost. It is restarted after one second.",
        mixinStandardHelpOptions = true)
public final class KillCommand implements Callable<Integer> {

    @Mixin
    private RunOption run;

    @Parameters(paramLabel = "SERVER", description = "The server; topology kills Storm's workers.")
    private String server;

    @Override
    public Integer call() {
        ServerName name = ServerName.of(server);
        SandboxState state = SandboxState.readRunning(run.runningPaths())
                .orElseThrow(() -> new SandboxFailure("Nothing is running in "
                        + RunPaths.displayPath(run.runningPaths().root())
                        + ", so there is nothing to kill. Run `coursepulse up`."));
        List<ProcessIdentity> targets = targets(name, state);
        if (targets.isEmpty()) {
            throw new SandboxFailure(name + " is not running; see `coursepulse status`.");
        }
        targets.forEach(process -> process.liveHandle().ifPresent(ProcessHandle::destroyForcibly));
        ConsoleOutput.print("Killed " + name + " (process "
                + targets.stream().map(each -> Long.toString(each.pid())).collect(Collectors.joining(", "))
                + "). See `coursepulse status` for its restart.");
        return 0;
    }

    private static List<ProcessIdentity> targets(ServerName name, SandboxState state) {
        Optional<TopologyName> topology = TopologyName.of(name);
        if (topology.isPresent()) {
            return topology.get().workers(new SandboxProcesses(state.daemon()));
        }
        return state.servers().stream()
                .filter(each -> each.name().equals(name.toString()))
                .map(ServerState::processes)
                .flatMap(List::stream)
                .filter(ProcessIdentity::isAlive)
                .toList();
    }
}
