package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.GroundTruth.CourseVisits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroundTruthTest {
    private static final GroundTruth TRUTH =
            new GroundTruth(20, Map.of("counted", 14L, "other_page", 5L, "rejected", 1L), tables());

    /** Rows in each table; those of all visits sum to 14. */
    private static Map<String, Map<String, Long>> tables() {
        Map<String, Map<String, Long>> tables = new HashMap<>();
        for (Dimension dimension : Dimension.values()) {
            tables.put(
                    dimension.table(),
                    Map.of("20171110_x_112", dimension.countsEveryVisit() ? 13L : 2L, "20171111_x_112", 1L));
        }
        tables.put("course_clickcount", Map.of("20171110_112", 3L, "20171111_112", 4L, "20171111_130", 7L));
        tables.put("course_search_clickcount", Map.of("20171111_baidu_112", 2L));
        tables.put("course_minute_clickcount", Map.of("201711110123_112", 14L));
        return tables;
    }

    @TempDir
    private Path folder;

    @Test
    void roundTripsThroughJson() throws IOException {
        Path file = folder.resolve("new/folder/access.log.truth.json");
        TRUTH.write(file);

        assertThat(GroundTruth.read(file)).isEqualTo(TRUTH);
        assertThat(Files.list(file.getParent())).containsExactly(file);
        assertThat(Files.readString(file))
                .contains("\"lines\" : 20", "\"counted\" : 14", "\"20171111_baidu_112\" : 2")
                .doesNotContain("topCourses");
    }

    @Test
    void overwritesExistingFile() throws IOException {
        Path file = folder.resolve("truth.json");
        Files.writeString(file, "something longer than ".repeat(1_000));
        TRUTH.write(file);

        assertThat(GroundTruth.read(file)).isEqualTo(TRUTH);
    }

    @Test
    void rejectsInconsistentSums() throws IOException {
        Path file = folder.resolve("truth.json");
        TRUTH.write(file);
        Files.writeString(file, Files.readString(file).replace("\"20171111_130\" : 7", "\"20171111_130\" : 8"));

        assertThatThrownBy(() -> GroundTruth.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("course_clickcount sum to 15, expected 14");
    }

    @ParameterizedTest
    @EnumSource
    void everyVisitIsInTheTablesOfAllVisits(Dimension dimension) {
        Map<String, Map<String, Long>> tables = new HashMap<>(TRUTH.tables());
        tables.put(dimension.table(), Map.of("20171110_x_112", 13L));
        ThrowingCallable truth = () -> new GroundTruth(20, TRUTH.outcomes(), tables);
        if (dimension.countsEveryVisit()) {
            assertThatThrownBy(truth)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(dimension.table() + " sum to 13, expected 14");
        } else {
            assertThatCode(truth).doesNotThrowAnyException();
        }
    }

    @Test
    void topCoursesSumAllDays() {
        assertThat(TRUTH.topCourses(10)).containsExactly(new CourseVisits("112", 7), new CourseVisits("130", 7));
        assertThat(TRUTH.topCourses(1)).containsExactly(new CourseVisits("112", 7));
    }

    @Test
    void isImmutable() {
        assertThatThrownBy(() -> TRUTH.table("course_clickcount").put("20171111_1", 1L))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
