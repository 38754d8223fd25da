package io.coursepulse.sandbox.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps two sandboxes that boot side by side from choosing the same free port: Storm's workers bind theirs half a minute
 * after the choice. A claim on port N is a lock on byte N of one file that all sandboxes of this machine share, so it goes
 * with its process, however that ends.
 */
final class PortReservations {

    /** One for the JVM: closing any channel of a file may release all locks that the process has on it. */
    private static final Optional<FileChannel> FILE = open();

    private static final Map<Integer, FileLock> RESERVATIONS = new ConcurrentHashMap<>();

    private PortReservations() {}

    /** Claims a port for this process. Returns false if another sandbox, or another one of this process, has it. */
    static boolean reserve(int port) {
        if (FILE.isEmpty()) {
            return true;
        }
        try {
            FileLock lock = FILE.get().tryLock(port, 1, false);
            if (lock == null) {
                return false;
            }
            RESERVATIONS.put(port, lock);
            return true;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // A file system without locks: the ports themselves are still looked at.
            return true;
        }
    }

    /** Gives a port free again; does nothing for one that is not claimed. */
    static void release(int port) {
        FileLock lock = RESERVATIONS.remove(port);
        if (lock != null) {
            try {
                lock.release();
            } catch (IOException e) {
                // It goes with the process then.
                RESERVATIONS.putIfAbsent(port, lock);
            }
        }
    }

    /** Empty where another user made the file: then each looks after himself. */
    private static Optional<FileChannel> open() {
        try {
            return Optional.of(FileChannel.open(
                    Path.of(System.getProperty("java.io.tmpdir"), "coursepulse-ports"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
