package io.coursepulse.sandbox.run;

import io.coursepulse.watchdog.ProcessIdentity;
import java.util.List;

/**
 * One server at one moment.
 *
 * @param name its name on the command line
 * @param phase how it is
 * @param processes its processes; empty when it does not run
 * @param address where it listens, for people
 * @param log its log file
 * @param restarts how often it was started again since the boot
 * @param readyMillis how long its last start took until it was ready; 0 before that
 */
public record ServerState(
        String name,
        ServerPhase phase,
        List<ProcessIdentity> processes,
        String address,
        String log,
        int restarts,
        long readyMillis) {}
