package io.coursepulse.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directory of one sandbox: {@code <server>/{conf,log,data}} for each server, the configuration of CoursePulse, and the
 * state file. It is locked by one process at a time, until that process exits.
 *
 * <p>The marker file identifies the directory as a sandbox's, and its layout. Nothing is ever written into a directory with
 * other content.
 */
public final class RunDirectory implements AutoCloseable {

    /** The marker, which is also the lock file. */
    static final String MARKER = ".coursepulse-sandbox";

    /** Kafka's first segments, HBase's logs and Flume's channel take 100 MB, MariaDB with its binaries 450 MB. */
    static final long REQUIRED_BYTES = 1L << 30;

    private static final String LAYOUT = "layout 1\n";

    private final RunPaths paths;
    private final FileChannel marker;
    private final boolean hadData;

    private RunDirectory(RunPaths paths, FileChannel marker, boolean hadData) {
        this.paths = paths;
        this.marker = marker;
        this.hadData = hadData;
    }

    /**
     * Locks the directory for this process, and creates it if missing.
     *
     * @throws SandboxFailure if it is in use, is not a sandbox's, has another layout, too little space, or is not writable
     */
    public static RunDirectory acquire(RunPaths paths) {
        Path root = paths.root();
        try {
            Files.createDirectories(root);
            boolean hadMarker = Files.exists(root.resolve(MARKER));
            if (!hadMarker && !isEmpty(root)) {
                throw new SandboxFailure("The run directory " + root + " is not empty and not a sandbox's (it has no "
                        + MARKER + "). Nothing was changed. Choose another or an empty one with --run DIR.");
            }
            requireSpace(root, Files.getFileStore(root).getUsableSpace());
            FileChannel marker = lock(paths);
            try {
                checkLayout(root, marker, hadMarker);
                // Every sandbox writes its configuration first.
                return new RunDirectory(paths, marker, Files.exists(paths.configuration()));
            } catch (IOException | RuntimeException e) {
                marker.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SandboxFailure(
                    "The run directory " + root + " cannot be used (" + reason(e)
                            + "). Make it a directory that this user can write to, or choose another with --run DIR.",
                    e);
        }
    }

    /** Whether there is data of an earlier sandbox. */
    public boolean hadData() {
        return hadData;
    }

    public RunPaths paths() {
        return paths;
    }

    /** Deletes everything but the marker. Links are deleted, not their targets. */
    public void clear() throws IOException {
        try (Stream<Path> entries = Files.list(paths.root())) {
            for (Path entry : entries.toList()) {
                if (!entry.endsWith(MARKER)) {
                    delete(entry);
                }
            }
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Releases the directory for other processes. */
    @Override
    public void close() {
        try {
            marker.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + paths.root(), e);
        }
    }

    @SuppressWarnings("resource") // kept open on purpose: the channel is the lock
    private static FileChannel lock(RunPaths paths) throws IOException {
        FileChannel channel = FileChannel.open(
                paths.root().resolve(MARKER),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            String holder = SandboxState.read(paths)
                    .map(state -> " (process " + state.daemon().pid() + ")")
                    .orElse("");
            throw new SandboxFailure("The run directory " + paths.root() + " is in use by a running sandbox" + holder
                    + ". Show it with `coursepulse status`, stop it with `coursepulse down`, or start a second one in another"
                    + " directory with --run DIR.");
        }
        return channel;
    }

    private static void checkLayout(Path root, FileChannel marker, boolean hadMarker) throws IOException {
        byte[] mine = LAYOUT.getBytes(StandardCharsets.UTF_8);
        if (!hadMarker || marker.size() == 0) {
            marker.write(ByteBuffer.wrap(mine), 0);
            return;
        }
        ByteBuffer found = ByteBuffer.allocate(64);
        marker.read(found, 0);
        String layout = StandardCharsets.UTF_8.decode(found.flip()).toString();
        if (!layout.equals(LAYOUT)) {
            throw new SandboxFailure(
                    "The run directory " + root + " has the layout of another version of CoursePulse (found \""
                            + layout.strip() + "\", expected \"" + LAYOUT.strip()
                            + "\"). Its data cannot be reused: delete "
                            + root + ", or choose another with --run DIR.");
        }
    }

    static void requireSpace(Path root, long usableBytes) {
        if (usableBytes < REQUIRED_BYTES) {
            throw new SandboxFailure("The disk of the run directory " + root + " has only " + (usableBytes >> 20)
                    + " MB left, " + (REQUIRED_BYTES >> 20)
                    + " MB needed. Free some space, or choose a run directory on another disk with --run DIR.");
        }
    }

    private static boolean isEmpty(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.findAny().isEmpty();
        } catch (NotDirectoryException e) {
            throw new IOException("not a directory", e);
        }
    }

    private static String reason(IOException e) {
        String text = e.getMessage() == null ? "" : e.getMessage();
        return e.getClass().getSimpleName() + ": " + text;
    }
}
