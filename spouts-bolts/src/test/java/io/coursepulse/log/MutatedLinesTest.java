package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The short form of {@link FuzzRun}: as many lines as a build has time for, another seed each time. */
class MutatedLinesTest {

    private static final int LINES = 200_000;

    @Test
    void brokenLinesAreAcceptedOrRefusedButNeverThrow() {
        long seed = Long.getLong("seed", System.nanoTime());
        Fuzz fuzz = new Fuzz(seed);
        for (int i = 0; i < LINES; i++) {
            fuzz.nextLine();
            fuzz.check(fuzz.parse());
        }
        assertThat(fuzz.accepted())
                .as("-Dseed=%d: lines that are good still", seed)
                .isGreaterThan(LINES / 100);
        assertThat(fuzz.refused()).as("-Dseed=%d", seed).containsOnlyKeys(RejectReason.values());
    }
}
