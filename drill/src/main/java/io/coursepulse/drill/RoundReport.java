package io.coursepulse.drill;

import java.time.Duration;
import java.util.Locale;

/**
 * One round.
 *
 * @param round from 1 on
 * @param victim what was hit
 * @param countingAgain from the strike until batches that began after it were counted
 * @param back from the strike until what was hit worked again, or its successor
 * @param verdict {@code ok}, or what went wrong
 */
record RoundReport(int round, Fault fault, String victim, Duration countingAgain, Duration back, String verdict) {

    static String header() {
        return String.format(
                "%5s  %-13s %-44s %15s %9s  %s", "round", "fault", "victim", "counting again", "back", "audit");
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%5d  %-13s %-44s %13.1f s %7.1f s  %s",
                round,
                fault,
                victim,
                countingAgain.toMillis() / 1e3,
                back.toMillis() / 1e3,
                verdict);
    }
}
