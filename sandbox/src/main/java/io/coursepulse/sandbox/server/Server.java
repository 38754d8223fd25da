package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How one server is set up, started and asked whether it is ready. Holds no state of the running server: the same object
 * starts it again after it died.
 */
public interface Server {

    /** Which one this is. */
    ServerName name();

    /** Where it can be reached, for people. */
    String address();

    /** Where its output goes. */
    Path log();

    /**
     * Writes its configuration. Called once for each boot, before the first start; what an earlier sandbox stored stays.
     */
    void prepare() throws IOException;

    /**
     * Starts it and returns without waiting for it to be ready.
     *
     * @throws StartFailure if it can be told at once that the start has failed
     */
    RunningServer start() throws IOException, InterruptedException;

    /**
     * Asks the server itself. Takes a few seconds at most.
     *
     * @return whether it serves; an exception counts as "not yet"
     */
    boolean isReady() throws Exception;

    /** Called once for each boot, when it is ready for the first time: makes what its users expect to find. */
    default void onFirstReady() throws Exception {}

    /** How long it is given to end by itself before it is killed. */
    default Duration stopTimeout() {
        return Duration.ofSeconds(10);
    }
}
