package io.coursepulse.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system in memory of a fixed size, mounted over a server's data directory, so that it can be full while the machine's
 * disk is not. Needs root. What is on it is lost when it is unmounted.
 *
 * @param directory where it is mounted
 */
public record SmallDisk(Path directory) {

    private static final String FILLER = "filler";
    private static final byte[] BLOCK = new byte[1 << 20];
    private static final int SMALL_BLOCK = 4096;

    /** Whether this user may mount one in {@code parent}. */
    public static boolean isPossible(Path parent) throws InterruptedException {
        try {
            Path trial = Files.createTempDirectory(parent, "mount");
            try {
                mount(trial, 1).unmount();
                return true;
            } finally {
                Files.delete(trial);
            }
        } catch (IOException e) {
            return false;
        }
    }

    static SmallDisk mount(Path directory, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "coursepulse", directory.toString());
        return new SmallDisk(directory);
    }

    /** Writes a file until nothing more can be written. */
    public void fill() throws IOException {
        for (int length : new int[] {BLOCK.length, SMALL_BLOCK}) {
            try (OutputStream filler = Files.newOutputStream(directory.resolve(FILLER + length))) {
                while (true) {
                    filler.write(BLOCK, 0, length);
                }
            } catch (IOException e) {
                if (directory.toFile().getUsableSpace() >= length) {
                    throw e;
                }
            }
        }
    }

    /** Whether nothing can be written. */
    public boolean isFull() {
        return directory.toFile().getUsableSpace() < SMALL_BLOCK;
    }

    /** Deletes what {@link #fill} wrote. */
    public void free() throws IOException {
        Files.deleteIfExists(directory.resolve(FILLER + BLOCK.length));
        Files.deleteIfExists(directory.resolve(FILLER + SMALL_BLOCK));
    }

    void unmount() throws IOException, InterruptedException {
        // Lazily: a process that is just exiting may have a file open.
        run("umount", "-l", directory.toString());
    }

    /** Unmounts those that a killed sandbox has left in a directory. */
    static void unmountAll(Path root) throws IOException, InterruptedException {
        Path mounts = Path.of("/proc/mounts");
        if (Files.exists(mounts)) {
            for (String line : Files.readAllLines(mounts, StandardCharsets.UTF_8)) {
                List<String> fields = List.of(line.split(" "));
                if (fields.get(0).equals("coursepulse")
                        && Path.of(fields.get(1)).startsWith(root)) {
                    new SmallDisk(Path.of(fields.get(1))).unmount();
                }
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("`" + String.join(" ", command) + "` failed: " + output.strip());
        }
    }
}
