package io.coursepulse.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The project's directory, and the artifacts of its build.
 *
 * @param directory the directory of the root pom, absolute
 */
public record ProjectHome(Path directory) {

    /** The system property with which the {@code coursepulse} command names the directory. */
    public static final String PROPERTY = "coursepulse.home";

    private static final String VERSION = "0.1.0-SNAPSHOT";

    /**
     * The directory named by {@value #PROPERTY}, or the nearest project at or above the working directory.
     *
     * @throws SandboxFailure if there is none
     */
    public static ProjectHome find() {
        String named = System.getProperty(PROPERTY);
        Path start = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("sandbox/servers/pom.xml"))) {
                return new ProjectHome(folder);
            }
        }
        throw new SandboxFailure("No CoursePulse project at or above " + start
                + ". Run the coursepulse command from a clone of the project, or set -D" + PROPERTY + ".");
    }

    /** The jars of a server, from {@code sandbox/servers/<name>}, in the order of its class path. */
    public List<Path> serverJars(String name) {
        return classPath(directory.resolve("sandbox/servers").resolve(name));
    }

    /** The jar of the parent watchdog. */
    public Path watchdogJar() {
        return built(directory.resolve("sandbox/watchdog/target/coursepulse-watchdog-" + VERSION + ".jar"));
    }

    /** The jar that is submitted to Storm. */
    public Path topologyJar() {
        return built(directory.resolve("topology/target/coursepulse-topology.jar"));
    }

    /** The web server's own jar and its dependencies. */
    public List<Path> webJars() {
        Path jar = built(directory.resolve("webui/target/coursepulse-webui-" + VERSION + ".jar"));
        List<Path> needed = classPath(directory.resolve("webui"));
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(jar), needed.stream())
                .toList();
    }

    /** Flume's configuration, the same as in production. */
    public Path flumeConfiguration() {
        return built(directory.resolve("flume/src/main/resources/io/coursepulse/flume/access-log.conf"));
    }

    private List<Path> classPath(Path module) {
        Path file = built(module.resolve("target/classpath"));
        try {
            return Arrays.stream(Files.readString(file).strip().split(java.io.File.pathSeparator))
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Path built(Path file) {
        if (!Files.exists(file)) {
            throw new SandboxFailure(
                    file + " not found. Build the project first: run `mvn package -DskipTests` in its directory, or the"
                            + " coursepulse command, which builds when needed.");
        }
        return file;
    }
}
