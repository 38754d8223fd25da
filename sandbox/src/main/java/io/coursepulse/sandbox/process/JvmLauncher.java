package io.coursepulse.sandbox.process;

import io.coursepulse.leash.Leash;
import io.coursepulse.leash.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts JVMs on a leash: each ends with the process named as keeper. Safe for use by several threads.
 */
public final class JvmLauncher {

    private final Path leashJar;
    private final ProcessIdentity keeper;
    private final String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final Optional<String> setsid = onPath("setsid");

    /**
     * @param leashJar the agent's jar
     * @param keeper the process with which the JVMs end
     */
    public JvmLauncher(Path leashJar, ProcessIdentity keeper) {
        this.leashJar = leashJar;
        this.keeper = keeper;
    }

    /** The JVM option that puts a JVM on the leash; for JVMs that Storm starts. */
    public String leash() {
        return Leash.option(leashJar, keeper);
    }

    /** The processes that are on this leash. */
    public LeashedProcesses leashed() {
        return new LeashedProcesses(keeper);
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
        // A session of its own: the terminal's Ctrl-C is for the keeper, which stops the servers in order.
        setsid.ifPresent(words::add);
        words.addAll(command.words(java, leash()));
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

    private static Optional<String> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
