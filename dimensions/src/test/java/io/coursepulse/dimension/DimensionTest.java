package io.coursepulse.dimension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DimensionTest {

    @Test
    void namesAreUnique() {
        for (Function<Dimension, String> name : Stream.<Function<Dimension, String>>of(
                        Dimension::table, Dimension::list, Dimension::key)
                .toList()) {
            assertThat(Arrays.stream(Dimension.values()).map(name)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesFitTablesPathsAndScripts(Dimension dimension) {
        assertThat(dimension.table()).matches("course_([a-z]+_)?clickcount");
        assertThat(dimension.list()).matches("[a-z]+");
        assertThat(dimension.key()).matches("[a-z]+");
    }

    @ParameterizedTest
    @EnumSource
    void everyLabelIsWrittenInBothLanguages(Dimension dimension) {
        assertThat(dimension.summary()).isNotBlank();
        for (Dimension.Labels labels :
                Stream.of(dimension.english(), dimension.chinese()).toList()) {
            assertThat(labels.title()).isNotBlank();
            assertThat(labels.column()).isNotBlank();
        }
        assertThat(dimension.chinese().title()).containsPattern("\\p{IsHan}");
        assertThat(dimension.english().title()).doesNotContainPattern("\\p{IsHan}");
    }

    /** The web server keeps one number per course, and one per course and minute, for those without a value. */
    @Test
    void oneDimensionOfEachGranularityHasNoValue() {
        assertThat(Arrays.stream(Dimension.values())
                        .filter(dimension -> !dimension.hasValue())
                        .map(Dimension::granularity))
                .containsExactlyInAnyOrder(Granularity.values());
    }

    @ParameterizedTest
    @EnumSource
    void panelFitsTheCounts(Dimension dimension) {
        switch (dimension.panel()) {
            case COURSES -> assertThat(dimension).isEqualTo(Dimension.COURSE);
            case CURVE -> assertThat(dimension.granularity()).isEqualTo(Granularity.MINUTE);
            case TABLE, MAP -> assertThat(dimension.hasValue()).isTrue();
        }
    }
}
