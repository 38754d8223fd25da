package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.RunPaths;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Where this JVM's own log goes: the clients that probe the servers have much to say, and none of it to the terminal. */
final class KeeperLog {

    static final String SERVER = "keeper";

    private KeeperLog() {}

    static void openIn(RunPaths paths) {
        Path file = paths.logFile(SERVER);
        System.setProperty("coursepulse.keeper.log", file.toString());
        Configurator.reconfigure();
    }
}
