package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourseCatalogTest {
    @Test
    void visitsFollowZipfsLaw() {
        int courses = 100;
        int visits = 1_000_000;
        CourseCatalog catalog = new CourseCatalog(courses, new SplittableRandom(7));
        int[] counts = new int[courses];
        for (int i = 0; i < visits; i++) {
            counts[catalog.next()]++;
        }

        double harmonic =
                IntStream.rangeClosed(1, courses).mapToDouble(r -> 1.0 / r).sum();
        for (int rank : new int[] {1, 2, 3, 10, 50, 100}) {
            double expected = visits / (rank * harmonic);
            // Five standard deviations of a count: a wrong exponent is off by far more.
            assertThat((double) counts[rank - 1])
                    .as("rank %d", rank)
                    .isCloseTo(expected, within(5 * Math.sqrt(expected)));
        }
    }

    @Test
    void idsAreDistinctNumbersOfUpToFourDigits() {
        CourseCatalog all = new CourseCatalog(GeneratorOptions.MAX_COURSES, new SplittableRandom(7));

        assertThat(IntStream.range(0, all.size()).mapToObj(all::id))
                .hasSize(9_999)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[1-9][0-9]{0,3}"))
                .startsWith("112", "130");
    }

    @Test
    void courseRankIsIndependentOfSeedAndSize() {
        CourseCatalog few = new CourseCatalog(20, new SplittableRandom(1));
        CourseCatalog many = new CourseCatalog(2_000, new SplittableRandom(2));

        assertThat(IntStream.range(0, 20).mapToObj(few::id))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(many::id).toList());
    }

    @Test
    void aSingleCourseGetsAllVisits() {
        CourseCatalog one = new CourseCatalog(1, new SplittableRandom(7));

        assertThat(IntStream.range(0, 1_000).map(i -> one.next())).containsOnly(0);
    }
}
