package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.generator.GroundTruth.CourseVisits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthTest {
    private static final GroundTruth TRUTH = new GroundTruth(
            20,
            Map.of("counted", 14L, "other_page", 5L, "rejected", 1L),
            Map.of(
                    "course_clickcount", Map.of("20171110_112", 3L, "20171111_112", 4L, "20171111_130", 7L),
                    "course_search_clickcount", Map.of("20171111_baidu_112", 2L),
                    "course_region_clickcount", Map.of("20171110_CN-GD_112", 3L, "20171111_HK_112", 11L),
                    "course_keyword_clickcount", Map.of("20171111_spark sql_112", 1L),
                    "course_client_clickcount", Map.of("20171110_Chrome_112", 14L),
                    "course_device_clickcount", Map.of("20171110_Phone_112", 14L),
                    "course_minute_clickcount", Map.of("201711110123_112", 14L)));

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

    @Test
    void everyVisitHasARegionAClientADeviceAndAMinute() {
        for (String table : List.of(
                "course_region_clickcount",
                "course_client_clickcount",
                "course_device_clickcount",
                "course_minute_clickcount")) {
            Map<String, Map<String, Long>> tables = new HashMap<>(TRUTH.tables());
            tables.put(table, Map.of("20171110_x_112", 13L));
            assertThatThrownBy(() -> new GroundTruth(20, TRUTH.outcomes(), tables))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(table + " sum to 13, expected 14");
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
