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
import java.util.stream.Stream;

/**
 * Starts JVMs with the parent watchdog: each ends with the process named as daemon. Safe for use by several threads.
 */
public final class JvmLauncher {

    private final Path watchdogJar;
    private final ProcessIdentity daemon;
    private final String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final Optional<String> setsid = findOnPath("setsid");

    /**
     * @param watchdogJar the agent's jar
     * @param daemon the process with which the JVMs end
     */
    public JvmLauncher(Path watchdogJar, ProcessIdentity daemon) {
        this.watchdogJar = watchdogJar;
        this.daemon = daemon;
    }

    /** The JVM option that adds the parent watchdog to a JVM; for JVMs that Storm starts. */
    public String watchdogOption() {
        return ParentWatchdog.jvmOption(watchdogJar, daemon);
    }

    /** The processes that watch this process. */
    public SandboxProcesses sandboxProcesses() {
        return new SandboxProcesses(daemon);
    }

    /**
     * Starts a JVM.
     *
     * @param command what it runs
     * @param log where all that it prints is appended
     * @param folder its working directory and, below it, its temporary files; made if not there
     */
    public ServerProcess start(JvmCommand command, Path log, Path folder) throws IOException {
        // Native libraries unpacked by a server would stay in /tmp after a kill.
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Files.createDirectories(log.getParent());
        command.property("java.io.tmpdir", temporary);
        List<String> words = new ArrayList<>();
        // A session of its own: the terminal's Ctrl-C is for the daemon, which stops the servers in order.
        setsid.ifPresent(words::add);
        words.addAll(command.toCommandLine(java, watchdogOption()));
        ProcessBuilder builder = new ProcessBuilder(words);
        // The Supervisor starts its workers with the Java found there, or any that is on the path.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServerProcess(process);
    }

    /**
     * Runs a JVM to its end.
     *
     * @return its exit code
     */
    public int run(JvmCommand command, Path log, Path folder) throws IOException, InterruptedException {
        ServerProcess process = start(command, log, folder);
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
}
