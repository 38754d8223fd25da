package io.coursepulse.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private static final int THREADS = 2;

    @Test
    void countsEveryLineOnceUnderFaults() throws InterruptedException {
        Simulator.Report report = Simulator.run(1, Long.getLong("seeds", 2_000), THREADS, Defect.NONE);

        assertThat(report.failures()).isEmpty();
        assertThat(report.recovered())
                .as("seeds after which an operator had to help")
                .isEmpty();
    }

    @Test
    void sameSeedGivesTheSameRun() {
        for (long seed = 1; seed <= 30; seed++) {
            List<String> first = new ArrayList<>();
            List<String> second = new ArrayList<>();
            assertThat(Simulation.trace(seed, Defect.NONE, first))
                    .as("seed %d", seed)
                    .isEqualTo(Simulation.trace(seed, Defect.NONE, second));
            assertThat(first).as("seed %d", seed).isEqualTo(second);
        }
    }

    /** Issue 13.1. */
    @Test
    void findsRepeatedAttempts() throws InterruptedException {
        Simulator.Report report = Simulator.run(1, 1_000, THREADS, Defect.ATTEMPTS_REPEATED);

        assertThat(report.failures()).anyMatch(failure -> failure.what().startsWith("course_clickcount"));
    }
}
