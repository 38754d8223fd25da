package io.coursepulse.cli;

import io.coursepulse.sandbox.Screen;
import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunDirectory;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.run.StateFile;
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
final class BackgroundKeeper {

    static final String FLAG = "--keeper";

    private final RunPaths paths;
    private final List<String> arguments;

    /**
     * @param arguments those that this command was given, for the keeper to be given the same
     */
    BackgroundKeeper(RunPaths paths, List<String> arguments) {
        this.paths = paths;
        this.arguments = arguments;
    }

    /**
     * Returns when the keeper says that all is ready, or that it is not to be. Ctrl-C before that stops everything.
     *
     * @return whether all is ready; if not, the keeper has said why
     * @throws SandboxFailure if the keeper ended without a word
     */
    boolean start() throws IOException, InterruptedException {
        // Refuses a directory that is in use or not ours before anything is written into it; the keeper holds it next.
        RunDirectory.hold(paths).close();
        Path output = paths.log("keeper").resolve("boot.log");
        Files.createDirectories(output.getParent());
        Files.deleteIfExists(output);
        Process keeper = launch(output);
        Thread stop = new Thread(() -> stopNow(keeper, output), "stop-keeper");
        Runtime.getRuntime().addShutdownHook(stop);
        try (RandomAccessFile shown = new RandomAccessFile(output.toFile(), "r")) {
            while (keeper.isAlive() && !isReady(keeper)) {
                show(shown);
                keeper.waitFor(50, TimeUnit.MILLISECONDS);
            }
            show(shown);
        }
        Runtime.getRuntime().removeShutdownHook(stop);
        if (keeper.isAlive()) {
            return true;
        }
        if (keeper.exitValue() != CommandLine.ExitCode.SOFTWARE) {
            throw new SandboxFailure("The keeper was ended from outside (exit code " + keeper.exitValue()
                    + "), and everything that it had started ends with it. If nobody did it by hand, this machine may have run"
                    + " out of memory: `dmesg` says so. What the keeper said is in " + RunPaths.shown(output) + ".");
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
        words.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", JvmCommand.COMPILING_ONCE));
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

    private boolean isReady(Process keeper) {
        return StateFile.read(paths)
                .filter(SandboxState::ready)
                .filter(state -> state.keeper().pid() == keeper.pid())
                .isPresent();
    }

    private void stopNow(Process keeper, Path output) {
        Screen.print("Stopping what has been started...");
        keeper.destroy();
        try {
            keeper.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.destroyForcibly();
        Screen.print("Stopped. What the keeper said is in " + RunPaths.shown(output));
    }

    private static void show(RandomAccessFile file) throws IOException {
        byte[] news = new byte[(int) (file.length() - file.getFilePointer())];
        file.readFully(news);
        Screen.printAsIs(new String(news, StandardCharsets.UTF_8));
    }
}
