package io.coursepulse.sandbox.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses to start where the servers would soon stop for lack of room. */
final class DiskSpace {

    /** Kafka's first segments, HBase's logs and Flume's channel take some 100 MB, and MariaDB with its binaries 450 MB, before the first line is counted. */
    static final long REQUIRED_BYTES = 1L << 30;

    private DiskSpace() {}

    static void require(Path folder) throws IOException {
        require(folder, Files.getFileStore(folder).getUsableSpace());
    }

    static void require(Path folder, long usableBytes) {
        if (usableBytes < REQUIRED_BYTES) {
            throw new SandboxFailure(
                    "The disk of the run directory " + folder + " is nearly full: " + (usableBytes >> 20)
                            + " MB left, " + (REQUIRED_BYTES >> 20)
                            + " MB needed. Free some, or name a run directory on another disk with --run DIR.");
        }
    }
}
