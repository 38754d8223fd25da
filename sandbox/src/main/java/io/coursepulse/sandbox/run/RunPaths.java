package io.coursepulse.sandbox.run;

import java.nio.file.Path;

/**
 * The paths in a run directory. Names only; {@link RunDirectory} locks the directory itself.
 *
 * @param root the run directory, absolute
 */
public record RunPaths(Path root) {

    public RunPaths {
        root = root.toAbsolutePath().normalize();
    }

    /** A server's directory. */
    public Path folder(String server) {
        return root.resolve(server);
    }

    public Path conf(String server) {
        return folder(server).resolve("conf");
    }

    public Path data(String server) {
        return folder(server).resolve("data");
    }

    public Path log(String server) {
        return folder(server).resolve("log");
    }

    /** The output of the server's process. */
    public Path logFile(String server) {
        return log(server).resolve(server + ".log");
    }

    /** The configuration that the topology and the web server read. */
    public Path configuration() {
        return root.resolve("conf").resolve("coursepulse.conf");
    }

    /** The state that {@code status}, {@code logs} and {@code down} read. */
    public Path stateFile() {
        return root.resolve("sandbox.json");
    }

    /** The access log that Flume follows by default. */
    public Path accessLog() {
        return root.resolve("access.log");
    }

    /** A path to display: relative to the working directory if it is below it. */
    public static String displayPath(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(here) && !absolute.equals(here)
                ? here.relativize(absolute).toString()
                : absolute.toString();
    }
}
