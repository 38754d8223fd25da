package io.coursepulse.drill;

import java.time.Duration;
import java.util.Locale;

/**
 * One round.
 *
 * @param round from 1 on
 * @param target what was hit
 * @param timeToCommit from the fault until batches that began after it were counted
 * @param recoveryTime from the fault until what was hit worked again, or its successor
 * @param verdict {@code ok}, or what went wrong
 */
record RoundReport(
        int round, Fault fault, String target, Duration timeToCommit, Duration recoveryTime, String verdict) {

    static String header() {
        return String.format(
                "%5s  %-13s %-44s %15s %9s  %s", "round", "fault", "target", "counting again", "back", "audit");
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%5d  %-13s %-44s %13.1f s %7.1f s  %s",
                round,
                fault,
                target,
                timeToCommit.toMillis() / 1e3,
                recoveryTime.toMillis() / 1e3,
                verdict);
    }
}
