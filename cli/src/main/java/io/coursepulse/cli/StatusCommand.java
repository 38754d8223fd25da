package io.coursepulse.cli;

import io.coursepulse.sandbox.ConsoleOutput;
import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.run.SandboxState.ServerPhase;
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

/** {@code status}: shows the state of each server. */
@Command(
        name = "status",
        description = "Show each server: state, processes, memory, address. Exit code 3 if nothing is running.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    /** The exit code of service managers for a service that is not running. */
    private static final int NOT_RUNNING = 3;

    @Mixin
    private RunOption run;

    @Override
    public Integer call() {
        RunPaths paths = run.runningPaths();
        String where = RunPaths.displayPath(paths.root());
        Optional<SandboxState> found = SandboxState.read(paths);
        if (found.isEmpty()) {
            ConsoleOutput.print("Nothing is running in " + where + ".");
            return NOT_RUNNING;
        }
        SandboxState state = found.get();
        if (!state.daemon().isAlive()) {
            ConsoleOutput.print("Nothing is running in " + where + ": its daemon (process "
                    + state.daemon().pid()
                    + ") was killed, and the servers ended with it. Data is kept; run `coursepulse up` to reuse it.");
            return NOT_RUNNING;
        }
        ConsoleOutput.print("CoursePulse in " + where + ", " + (state.ready() ? "up" : "starting"));
        ConsoleOutput.print(
                String.format("  %-11s %-10s %7s  %8s  %-8s  %s", "", "", "process", "memory", "restarts", "address"));
        for (ServerState server : state.servers()) {
            show(server, processes(state, server));
        }
        show("daemon", "ready", List.of(state.daemon()), "", "");
        return 0;
    }

    /** Storm starts and stops the workers by itself, so the state file may be outdated. */
    private static List<ProcessIdentity> processes(SandboxState state, ServerState server) {
        return TopologyName.of(ServerName.of(server.name()))
                .map(topology -> topology.workers(new SandboxProcesses(state.daemon())))
                .orElseGet(() -> server.processes().stream()
                        .filter(ProcessIdentity::isAlive)
                        .toList());
    }

    private static void show(ServerState server, List<ProcessIdentity> processes) {
        // The daemon is not notified when a worker exits; the Supervisor restarts it.
        boolean gone = server.phase() == ServerPhase.READY && processes.isEmpty();
        show(
                server.name(),
                (gone ? ServerPhase.RESTARTING : server.phase()).toString(),
                processes,
                Integer.toString(server.restarts()),
                server.address());
    }

    private static void show(
            String name, String phase, List<ProcessIdentity> processes, String restarts, String address) {
        String pids = processes.stream().map(each -> Long.toString(each.pid())).collect(Collectors.joining(","));
        ConsoleOutput.print(String.format(
                        "  %-11s %-10s %7s  %8s  %8s  %s", name, phase, pids, memory(processes), restarts, address)
                .stripTrailing());
    }

    private static String memory(List<ProcessIdentity> processes) {
        long bytes = processes.stream()
                .mapToLong(process -> process.residentBytes().orElse(0))
                .sum();
        return bytes == 0 ? "" : (bytes >> 20) + " MB";
    }
}
