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

/** Starts the sandbox in a process that outlives this terminal, and shows its boot here. */
final class DaemonLauncher {

    static final String FLAG = "--daemon";

    private final RunPaths paths;
    private final List<String> arguments;

    /**
     * @param arguments those that this command was given, for the daemon to be given the same
     */
    DaemonLauncher(RunPaths paths, List<String> arguments) {
        this.paths = paths;
        this.arguments = arguments;
    }

    /**
     * Returns when the daemon says that all is ready, or that it is not to be. Ctrl-C before that stops everything.
     *
     * @return whether all is ready; if not, the daemon has said why
     * @throws SandboxFailure if the daemon ended without a word
     */
    boolean start() throws IOException, InterruptedException {
        // Refuses a directory that is in use or not ours before anything is written into it; the daemon holds it next.
        RunDirectory.acquire(paths).close();
        Path output = paths.log("daemon").resolve("boot.log");
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
            throw new SandboxFailure("The daemon was ended from outside (exit code " + daemon.exitValue()
                    + "), and everything that it had started ends with it. If nobody did it by hand, this machine may have run"
                    + " out of memory: `dmesg` says so. What the daemon said is in " + RunPaths.displayPath(output)
                    + ".");
        }
        return false;
    }

    private Process launch(Path output) throws IOException {
        List<String> words = new ArrayList<>();
        // A session of its own, so that neither Ctrl-C nor the end of the terminal reaches it.
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
        ConsoleOutput.print("Stopping what has been started...");
        daemon.destroy();
        try {
            daemon.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        daemon.destroyForcibly();
        ConsoleOutput.print("Stopped. What the daemon said is in " + RunPaths.displayPath(output));
    }

    private static void copyNewOutput(RandomAccessFile file) throws IOException {
        byte[] newBytes = new byte[(int) (file.length() - file.getFilePointer())];
        file.readFully(newBytes);
        ConsoleOutput.printRaw(new String(newBytes, StandardCharsets.UTF_8));
    }
}
