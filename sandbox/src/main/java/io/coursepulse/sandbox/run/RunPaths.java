package io.coursepulse.sandbox.run;

import java.nio.file.Path;

/**
 * Where things are in a run directory. Knows names only; {@link RunDirectory} holds the folder itself.
 *
 * @param root the run directory, absolute
 */
public record RunPaths(Path root) {

    public RunPaths {
        root = root.toAbsolutePath().normalize();
    }

    /** A server's folder. */
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

    /** What the server's process prints. */
    public Path logFile(String server) {
        return log(server).resolve(server + ".log");
    }

    /** The configuration that the topology and the web server read. */
    public Path configuration() {
        return root.resolve("conf").resolve("coursepulse.conf");
    }

    /** What {@code status}, {@code logs} and {@code down} read from another terminal. */
    public Path stateFile() {
        return root.resolve("sandbox.json");
    }

    /** The access log that Flume follows unless another one is named. */
    public Path accessLog() {
        return root.resolve("access.log");
    }

    /** A path as people like to read it: relative to the working directory where it lies below. */
    public static String displayPath(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(here) && !absolute.equals(here)
                ? here.relativize(absolute).toString()
                : absolute.toString();
    }
}
