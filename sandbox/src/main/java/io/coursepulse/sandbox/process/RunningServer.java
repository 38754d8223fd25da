package io.coursepulse.sandbox.process;

import io.coursepulse.watchdog.ProcessIdentity;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A started server. Safe for use by several threads. */
public interface RunningServer {

    /** Its current processes. */
    List<ProcessIdentity> processes();

    /** Completes with the exit code when it exits; never, if its processes are restarted by others (Storm). */
    CompletableFuture<Integer> exit();

    /** Terminates it (SIGTERM); returns at once. */
    void terminate();

    /** Kills it ({@code kill -9}); returns at once. */
    void kill();

    /** Whether any of its processes is running. */
    default boolean isAlive() {
        return processes().stream().anyMatch(ProcessIdentity::isAlive);
    }
}
