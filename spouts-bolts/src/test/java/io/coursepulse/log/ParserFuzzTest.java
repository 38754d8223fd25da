package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short run of {@link ParserFuzzerMain} for every build, with a new seed each time. */
class ParserFuzzTest {

    private static final int LINES = 200_000;

    @Test
    void mutatedLinesNeverThrow() {
        long seed = Long.getLong("seed", System.nanoTime());
        ParserFuzzer fuzz = new ParserFuzzer(seed);
        for (int i = 0; i < LINES; i++) {
            fuzz.nextLine();
            fuzz.check(fuzz.parse());
        }
        assertThat(fuzz.accepted())
                .as("-Dseed=%d: lines that are still valid", seed)
                .isGreaterThan(LINES / 100);
        assertThat(fuzz.rejected()).as("-Dseed=%d", seed).containsOnlyKeys(RejectReason.values());
    }
}
