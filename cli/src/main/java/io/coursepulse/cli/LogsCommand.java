package io.coursepulse.cli;

import io.coursepulse.sandbox.ConsoleOutput;
import io.coursepulse.sandbox.process.LogTail;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.run.SandboxState.ServerState;
import io.coursepulse.sandbox.server.ServerName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logs}: shows the end of a server's log. */
@Command(name = "logs", description = "Show the end of a server's log.", mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {

    private static final String DAEMON = "daemon";

    private static final int MAX_LINES = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOption run;

    @Parameters(paramLabel = "SERVER", description = "The server, or daemon for the process that supervises them.")
    private String server;

    @Option(names = "-f", description = "Keep showing new lines until Ctrl-C.")
    private boolean follow;

    @Option(names = "-n", paramLabel = "LINES", defaultValue = "100", description = "Number of lines (default: 100).")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (lines < 0 || lines > MAX_LINES) {
            throw new ParameterException(spec.commandLine(), "-n must be from 0 to " + MAX_LINES + ", was " + lines);
        }
        Path log = log(run.runningPaths());
        if (!Files.exists(log)) {
            throw new SandboxFailure("There is no log of " + server + " in "
                    + RunPaths.displayPath(run.runningPaths().root()) + ": it has not been started there.");
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(file.length());
            LogTail.lines(log, lines).forEach(ConsoleOutput::print);
            while (follow) {
                byte[] newBytes = new byte[(int) Math.max(0, file.length() - file.getFilePointer())];
                file.readFully(newBytes);
                ConsoleOutput.printRaw(new String(newBytes, StandardCharsets.UTF_8));
                Thread.sleep(200);
            }
        }
        return 0;
    }

    private Path log(RunPaths paths) {
        if (server.equals(DAEMON)) {
            return paths.logFile(DAEMON);
        }
        String name = ServerName.of(server).toString();
        // The state has the log of the topology's newest worker.
        return SandboxState.read(paths).stream()
                .flatMap(state -> state.servers().stream())
                .filter(each -> each.name().equals(name))
                .map(ServerState::log)
                .map(Path::of)
                .findFirst()
                .orElse(paths.logFile(name));
    }
}
