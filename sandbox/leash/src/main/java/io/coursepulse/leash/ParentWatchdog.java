package io.coursepulse.leash;

import java.nio.file.Path;

/**
 * The java agent on every JVM of a sandbox: it halts the JVM when the sandbox's daemon has gone, however it went. A daemon
 * killed with {@code kill -9} cannot stop its servers; so each of them looks after itself.
 *
 * <p>It watches the daemon and not the JVM's parent: a Storm worker outlives its Supervisor, as it does on a cluster.
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
     * @param daemon the process whose end is to be the JVM's end
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
                // Nobody has a reason to end the watch, and a server may interrupt every thread it finds.
                continue;
            }
        }
        System.err.println("watchdog: the sandbox's daemon (" + daemon + ") is gone; halting");
        // Not exit(): shutdown hooks may hang, and the servers' data is safe after a kill.
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
