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

/** Redirects this JVM's own log to a file: the clients that probe the servers log verbosely. */
final class SandboxLogging {

    static final String LOG_NAME = "daemon";

    private SandboxLogging() {}

    static void redirectInto(RunPaths paths) throws IOException {
        Path file = paths.logFile(LOG_NAME);
        System.setProperty("coursepulse.daemon.log", file.toString());
        Configurator.reconfigure();
        // HBase's client prints stack traces directly to stderr while its server is down. Commands keep their own
        // stream.
        System.setErr(new PrintStream(
                Files.newOutputStream(
                        Files.createDirectories(file.getParent()).resolve(file.getFileName()), CREATE, APPEND),
                true,
                StandardCharsets.UTF_8));
    }
}
