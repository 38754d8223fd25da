package io.coursepulse.sandbox;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.coursepulse.sandbox.run.RunPaths;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Where this JVM's own log goes: the clients that probe the servers have much to say, and none of it to the terminal. */
final class SandboxLogging {

    static final String LOG_NAME = "daemon";

    private SandboxLogging() {}

    static void redirectInto(RunPaths paths) throws IOException {
        Path file = paths.logFile(LOG_NAME);
        System.setProperty("coursepulse.daemon.log", file.toString());
        Configurator.reconfigure();
        // HBase's client prints stack traces past every logger while its server is away. Commands print elsewhere.
        System.setErr(new PrintStream(
                Files.newOutputStream(
                        Files.createDirectories(file.getParent()).resolve(file.getFileName()), CREATE, APPEND),
                true,
                StandardCharsets.UTF_8));
    }
}
