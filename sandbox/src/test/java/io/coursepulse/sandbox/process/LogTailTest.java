package io.coursepulse.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path folder;

    @Test
    void returnsLastNonBlankLines() throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), "one\ntwo\n\nthree\n");

        assertThat(LogTail.lines(log, 2)).containsExactly("two", "three");
        assertThat(LogTail.lines(log, 9)).containsExactly("one", "two", "three");
    }

    @Test
    void missingFileHasNoLines() {
        assertThat(LogTail.lines(folder.resolve("none"), 9)).isEmpty();
    }

    @Test
    void readsOnlyEndOfLongFile() throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), "x".repeat(200_000) + "\nlast\n");

        assertThat(LogTail.lines(log, 1)).containsExactly("last");
    }
}
