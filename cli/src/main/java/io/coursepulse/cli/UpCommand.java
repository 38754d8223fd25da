package io.coursepulse.cli;

import io.coursepulse.cli.OptionConverters.ZoneConverter;
import io.coursepulse.sandbox.ConsoleOutput;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.server.ServerName;
import java.io.IOException;
import java.nio.file.Path;
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

/** {@code up}: starts the sandbox, in the background or in this terminal. */
@Command(
        name = "up",
        description = "Start the servers and the topologies; return when all are ready.",
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
            description = "Start only these servers and their dependencies.")
    private List<String> only;

    @Option(
            names = "--port",
            paramLabel = "NAME=PORT",
            description =
                    "Use this port number or fail, as in web=8081. Other ports fall back to the next free number.")
    private Map<String, Integer> ports = Map.of();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "The access log to follow (default: access.log in DIR).")
    private Path accessLog;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            description = "Time zone of the counted days (default: the system's zone).")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(names = "--no-restart", description = "Do not restart servers that exit.")
    private boolean noRestart;

    /** Set by {@link DaemonLauncher} for the daemon, which prints nothing about Ctrl-C. */
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
            SandboxState.read(paths).ifPresent(state -> ConsoleOutput.print(nextSteps(state, paths)));
            return 0;
        }
        ConsoleOutput.print("CoursePulse in " + RunPaths.displayPath(paths.root()));
        try (Sandbox sandbox = Sandbox.start(options, Progress.CONSOLE)) {
            if (foreground) {
                SandboxState.read(sandbox.paths()).ifPresent(state -> ConsoleOutput.print(nextSteps(state, paths)));
                ConsoleOutput.print("Ctrl-C stops everything.");
            }
            // Until a signal ends the JVM: the sandbox's shutdown hook stops the servers.
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
                .withAutoRestart(!noRestart)
                .withZone(zone);
        options = only == null
                ? options
                : options.withServers(only.stream().map(ServerName::of).collect(Collectors.toSet()));
        return accessLog == null ? options : options.withAccessLog(accessLog);
    }

    /** What to do next, shown when the sandbox is ready. */
    private static String nextSteps(SandboxState state, RunPaths paths) {
        boolean isDefault = paths.root().equals(ProjectHome.find().directory().resolve("run"));
        String option = isDefault ? "" : " --run " + RunPaths.displayPath(paths.root());
        StringBuilder text = new StringBuilder("\n");
        state.page().ifPresent(page -> text.append("  dashboard        " + page + "\n"));
        text.append("  access log       " + RunPaths.displayPath(Path.of(state.accessLog()))
                + "   (appended lines are counted)\n");
        text.append("  generate clicks  coursepulse generate --rate 200" + option + "\n");
        text.append("  status, stop     coursepulse status" + option + "   coursepulse down" + option + "\n");
        return text.toString();
    }
}
