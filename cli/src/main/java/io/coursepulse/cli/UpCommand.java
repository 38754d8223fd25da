package io.coursepulse.cli;

import io.coursepulse.sandbox.ConsoleOutput;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.server.ServerName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the servers and the counting. */
@Command(
        name = "up",
        description = "Start the servers and the counting; return when all is ready.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOption run;

    @Mixin
    private StoreOption store;

    @Option(names = "--foreground", description = "Stay in this terminal; Ctrl-C stops everything.")
    private boolean foreground;

    @Option(
            names = "--only",
            paramLabel = "SERVER",
            split = ",",
            description = "Start only these servers and what they need.")
    private List<String> only;

    @Option(
            names = "--port",
            paramLabel = "NAME=PORT",
            description = "Have a port at this number or fail, as in web=8081. Others move to a free one if taken.")
    private Map<String, Integer> ports = Map.of();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "The access log to follow (default: access.log in DIR).")
    private Path accessLog;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Whose days are counted (default: the system's zone).")
    private String zone;

    @Option(names = "--no-restart", description = "Leave a server that died dead.")
    private boolean noRestart;

    /** Set by {@link DaemonLauncher} for the process it starts: that one tells its terminal nothing about Ctrl-C. */
    @Option(names = DaemonLauncher.FLAG, hidden = true)
    private boolean daemon;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunPaths paths = run.paths();
        SandboxOptions options = options(paths);
        if (!foreground && !daemon) {
            List<String> given = spec.commandLine().getParent().getParseResult().originalArgs();
            if (!new DaemonLauncher(paths, given).start()) {
                return CommandLine.ExitCode.SOFTWARE;
            }
            SandboxState.read(paths).ifPresent(state -> ConsoleOutput.print(NextSteps.text(state, paths)));
            return 0;
        }
        ConsoleOutput.print("CoursePulse in " + RunPaths.displayPath(paths.root()));
        try (Sandbox sandbox = Sandbox.start(options, Progress.CONSOLE)) {
            if (foreground) {
                SandboxState.read(sandbox.paths())
                        .ifPresent(state -> ConsoleOutput.print(NextSteps.text(state, paths)));
                ConsoleOutput.print("Ctrl-C stops everything.");
            }
            // Until a signal comes: then the JVM ends, and the sandbox's shutdown hook stops the servers.
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private SandboxOptions options(RunPaths paths) {
        Map<PortName, Integer> requested = new EnumMap<>(PortName.class);
        ports.forEach((name, number) -> requested.put(PortName.of(name), number));
        SandboxOptions options = SandboxOptions.in(paths.root())
                .withStore(store.store())
                .withPorts(requested)
                .withAutoRestart(!noRestart);
        options = only == null
                ? options
                : options.withServers(only.stream().map(ServerName::of).collect(Collectors.toSet()));
        options = zone == null ? options : options.withZone(parsedZone());
        return accessLog == null ? options : options.withAccessLog(accessLog);
    }

    private ZoneId parsedZone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new SandboxFailure(
                    "There is no time zone \"" + zone + "\". Write --zone as in Asia/Shanghai, Europe/Berlin or UTC.",
                    e);
        }
    }
}
