package io.coursepulse.watchdog;

import java.nio.file.Path;

/**
 * The java agent on every JVM of a sandbox: halts the JVM when the sandbox daemon has exited for any reason. A daemon
 * killed with {@code kill -9} cannot stop its servers, so every JVM watches the daemon itself.
 *
 * <p>The parent is the daemon, not the operating system's parent process: a Storm worker outlives its Supervisor, as it does
 * on a cluster.
 */
public final class ParentWatchdog {

    /** The halted JVM's exit code, as if by SIGTERM. */
    public static final int EXIT_CODE = 143;

    private static final long POLL_INTERVAL_MILLIS = 500;

    private ParentWatchdog() {}

    /** Called by the JVM before its main method; {@code argument} is the daemon's {@link ProcessIdentity}. */
    public static void premain(String argument) {
        ProcessIdentity daemon = ProcessIdentity.parse(argument);
        Thread watch = new Thread(() -> watch(daemon), "parent-watchdog");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * The JVM option that adds the watchdog to a new JVM.
     *
     * @param jar this module's jar
     * @param daemon the process to watch; the JVM halts when it exits
     */
    public static String jvmOption(Path jar, ProcessIdentity daemon) {
        return "-javaagent:" + jar + "=" + daemon;
    }

    @SuppressWarnings("SystemExit")
    private static void watch(ProcessIdentity daemon) {
        while (daemon.isAlive()) {
            try {
                Thread.sleep(POLL_INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                // A server may interrupt every thread of its JVM; the watch must go on.
                continue;
            }
        }
        System.err.println("parent-watchdog: the sandbox daemon (" + daemon + ") is gone; halting");
        // Not exit(): shutdown hooks may hang, and the servers' data survives a kill.
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
