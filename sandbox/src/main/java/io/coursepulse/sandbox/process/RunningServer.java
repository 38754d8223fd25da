package io.coursepulse.sandbox.process;

import io.coursepulse.watchdog.ProcessIdentity;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A server that was started. Safe for use by several threads. */
public interface RunningServer {

    /** Its processes at this moment. */
    List<ProcessIdentity> processes();

    /** Completes with the exit code when it ends by itself or is killed; never, if others start it again by design. */
    CompletableFuture<Integer> exit();

    /** Asks it to end, as SIGTERM does; returns at once. */
    void terminate();

    /** Ends it as {@code kill -9} does; returns at once. */
    void kill();

    /** Whether any of its processes lives. */
    default boolean isAlive() {
        return processes().stream().anyMatch(ProcessIdentity::isAlive);
    }
}
