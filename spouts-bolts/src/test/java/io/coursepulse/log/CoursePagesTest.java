package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoursePagesTest {

    private static Optional<String> course(String uri, String... templates) {
        String around = "html/class/1";
        byte[] bytes = (around + uri + around).getBytes(StandardCharsets.UTF_8);
        LogLine line = new LogLine();
        line.clear(bytes);
        line.uri.set(around.length(), bytes.length - around.length());
        LogLine.Slice id = new LogLine.Slice();
        return new CoursePages(List.of(templates)).find(line, id)
                ? Optional.of(RawFields.text(bytes, id))
                : Optional.empty();
    }

    @ParameterizedTest
    @CsvSource({
        "/class/112.html, 112",
        "/class/a-Z9.html, a-Z9",
        "/class/112.html?from=a/b, 112",
        "/class/112.html#top, 112",
        "http://learn.example/class/112.html, 112",
        "https://learn.example:8443/class/112.html?q=/class/7.html, 112",
        "/class/12345678901234567890123456789012.html, 12345678901234567890123456789012",
    })
    void findsTheCourse(String uri, String course) {
        assertThat(course(uri, "/class/{course}.html")).contains(course);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "/",
                "/class/.html",
                "/class/112.htm",
                "/class/112.html5",
                "/Class/112.html",
                "/class/1_2.html",
                "/class/1%20.html",
                "/class/1/2.html",
                "/class/\u8bfe.html",
                "/x/class/112.html",
                "/?/class/112.html",
                "?/class/112.html",
                "http://learn.example",
                "http://learn.example?/class/112.html",
                "class/112.html",
                "/class/123456789012345678901234567890123.html",
                "/class/?112.html",
            })
    void otherPathsAreNotCoursePages(String uri) {
        assertThat(course(uri, "/class/{course}.html")).isEmpty();
    }

    @Test
    void templatesAreTriedInOrder() {
        assertThat(course("/learn/7", "/class/{course}.html", "/learn/{course}", "/{course}"))
                .contains("7");
        assertThat(course("/7", "/class/{course}.html", "/learn/{course}", "/{course}"))
                .contains("7");
        assertThat(course("/a-7-b", "/{course}-b", "/a-{course}")).contains("a-7");
        assertThat(course("/class/7.html")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/class", "/class/{id}", "class/{course}", "{course}", "/{course}/{course}", "/{Course}"})
    void invalidTemplateIsNamedInTheError(String template) {
        assertThatThrownBy(() -> new CoursePages(List.of("/ok/{course}", template)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + template + "\"")
                .hasMessageContaining("/class/{course}.html");
    }
}
