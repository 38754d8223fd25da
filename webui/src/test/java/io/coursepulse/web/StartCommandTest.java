package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented ways to start the server. */
class StartCommandTest {

    /** A process that is out of memory answers nobody, but looks alive to whoever would start it again. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md", "webui/README.md"})
    void outOfMemoryEndsTheProcess(String document) throws IOException {
        assertThat(Files.readAllLines(Path.of("..").resolve(document)))
                .filteredOn(line -> line.contains("-jar webui/"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("-XX:+ExitOnOutOfMemoryError"));
    }
}
