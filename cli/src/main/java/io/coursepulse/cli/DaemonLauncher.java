package io.coursepulse.cli;

import io.coursepulse.sandbox.ConsoleOutput;
import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunDirectory;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Starts the sandbox daemon, a process that outlives this terminal, and shows its startup here. */
final class DaemonLauncher {

    static final String FLAG = "--daemon";

    private final RunPaths paths;
    private final List<String> arguments;

    /**
     * @param arguments the arguments of this command, which are passed on to the daemon
     */
    DaemonLauncher(RunPaths paths, List<String> arguments) {
        this.paths = paths;
        this.arguments = arguments;
    }

    /**
     * Waits until the daemon reports that the startup is complete or has failed. Ctrl-C before that stops everything.
     *
     * @return whether all servers are ready; if not, the daemon has printed why
     * @throws SandboxFailure if the daemon exited without a message
     */
    boolean start() throws IOException, InterruptedException {
        // Rejects a directory that is in use or not a sandbox's before anything is written; the daemon locks it next.
        RunDirectory.acquire(paths).close();
        Path output = paths.log("daemon").resolve("startup.log");
        Files.createDirectories(output.getParent());
        Files.deleteIfExists(output);
        Process daemon = launch(output);
        Thread stop = new Thread(() -> stopNow(daemon, output), "stop-daemon");
        Runtime.getRuntime().addShutdownHook(stop);
        try (RandomAccessFile shown = new RandomAccessFile(output.toFile(), "r")) {
            while (daemon.isAlive() && !isReady(daemon)) {
                copyNewOutput(shown);
                daemon.waitFor(50, TimeUnit.MILLISECONDS);
            }
            copyNewOutput(shown);
        }
        Runtime.getRuntime().removeShutdownHook(stop);
        if (daemon.isAlive()) {
            return true;
        }
        if (daemon.exitValue() != CommandLine.ExitCode.SOFTWARE) {
            throw new SandboxFailure("The sandbox daemon exited unexpectedly (exit code " + daemon.exitValue()
                    + "); all servers that it started stop with it. If nobody killed it, this machine may have run out of"
                    + " memory: check `dmesg`. Output of the daemon: " + RunPaths.displayPath(output));
        }
        return false;
    }

    private Process launch(Path output) throws IOException {
        List<String> words = new ArrayList<>();
        // A session of its own: neither Ctrl-C nor closing the terminal must reach it.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            words.add("/usr/bin/setsid");
        } else {
            words.add("nohup");
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", JvmCommand.C1_ONLY));
        words.add("-D" + ProjectHome.PROPERTY + "=" + ProjectHome.find().directory());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.coursepulse.cli.Main"));
        words.addAll(arguments);
        words.add(FLAG);
        return new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private boolean isReady(Process daemon) {
        return SandboxState.read(paths)
                .filter(SandboxState::ready)
                .filter(state -> state.daemon().pid() == daemon.pid())
                .isPresent();
    }

    private void stopNow(Process daemon, Path output) {
        ConsoleOutput.print("Stopping the servers...");
        daemon.destroy();
        try {
            daemon.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        daemon.destroyForcibly();
        ConsoleOutput.print("Stopped. Output of the daemon: " + RunPaths.displayPath(output));
    }

    private static void copyNewOutput(RandomAccessFile file) throws IOException {
        byte[] newBytes = new byte[(int) (file.length() - file.getFilePointer())];
        file.readFully(newBytes);
        ConsoleOutput.printRaw(new String(newBytes, StandardCharsets.UTF_8));
    }
}
