package io.coursepulse.sandbox.process;

import io.coursepulse.watchdog.ParentWatchdog;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Starts JVMs with the parent watchdog: each halts when the daemon process exits. Safe for use by several threads.
 */
public final class JvmLauncher {

    private final Path watchdogJar;
    private final ProcessIdentity daemon;
    private final String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final Optional<String> setsid = findOnPath("setsid");

    /**
     * @param watchdogJar the agent's jar
     * @param daemon the process that the JVMs watch
     */
    public JvmLauncher(Path watchdogJar, ProcessIdentity daemon) {
        this.watchdogJar = watchdogJar;
        this.daemon = daemon;
    }

    /** The JVM option that adds the parent watchdog to a JVM; for JVMs that Storm starts. */
    public String watchdogOption() {
        return ParentWatchdog.jvmOption(watchdogJar, daemon);
    }

    /** All JVMs that watch the daemon. */
    public SandboxProcesses sandboxProcesses() {
        return new SandboxProcesses(daemon);
    }

    /**
     * Starts a JVM.
     *
     * @param command what it runs
     * @param log its output is appended to this file
     * @param folder its working directory, with its temporary files in tmp; created if missing
     */
    public RunningServer start(JvmCommand command, Path log, Path folder) throws IOException {
        return launch(command, log, folder);
    }

    private ServerProcess launch(JvmCommand command, Path log, Path folder) throws IOException {
        // Native libraries unpacked by a server would stay in /tmp after a kill.
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Files.createDirectories(log.getParent());
        command.property("java.io.tmpdir", temporary);
        List<String> words = new ArrayList<>();
        // A session of its own: Ctrl-C in the terminal must reach the daemon only, which stops the servers in order.
        setsid.ifPresent(words::add);
        words.addAll(command.toCommandLine(java, watchdogOption()));
        ProcessBuilder builder = new ProcessBuilder(words);
        // The Supervisor starts its workers with this Java; without it, with the one on the path.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServerProcess(process);
    }

    /**
     * Runs a JVM and waits for its exit.
     *
     * @return its exit code
     */
    public int run(JvmCommand command, Path log, Path folder) throws IOException, InterruptedException {
        ServerProcess process = launch(command, log, folder);
        try {
            return process.waitFor();
        } finally {
            process.kill();
        }
    }

    private static Optional<String> findOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** A server that is one process, started by this JVM. */
    private static final class ServerProcess implements RunningServer {

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
}
