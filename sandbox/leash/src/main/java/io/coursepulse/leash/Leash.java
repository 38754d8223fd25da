package io.coursepulse.leash;

import java.nio.file.Path;

/**
 * The java agent on every JVM of a sandbox: it halts the JVM when the sandbox's keeper has gone, however it went. A keeper
 * killed with {@code kill -9} cannot stop its servers; so each of them looks after itself.
 *
 * <p>It watches the keeper and not the JVM's parent: a Storm worker outlives its Supervisor, as it does on a cluster.
 */
public final class Leash {

    /** The halted JVM's exit code, as if by SIGTERM. */
    public static final int EXIT_CODE = 143;

    private static final long LOOK_EVERY_MILLIS = 500;

    private Leash() {}

    /** Called by the JVM before its main method; {@code argument} is the keeper's {@link ProcessIdentity}. */
    public static void premain(String argument) {
        ProcessIdentity keeper = ProcessIdentity.parse(argument);
        Thread watch = new Thread(() -> watch(keeper), "leash");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * The JVM option that leashes a new JVM.
     *
     * @param jar this module's jar
     * @param keeper the process whose end is to be the JVM's end
     */
    public static String option(Path jar, ProcessIdentity keeper) {
        return "-javaagent:" + jar + "=" + keeper;
    }

    @SuppressWarnings("SystemExit")
    private static void watch(ProcessIdentity keeper) {
        while (keeper.isAlive()) {
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                // Nobody has a reason to end the watch, and a server may interrupt every thread it finds.
                continue;
            }
        }
        System.err.println("leash: the sandbox's keeper (" + keeper + ") is gone; halting");
        // Not exit(): shutdown hooks may hang, and the servers' data is safe after a kill.
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
