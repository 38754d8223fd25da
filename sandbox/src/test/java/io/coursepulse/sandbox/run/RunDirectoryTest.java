package io.coursepulse.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void createsFolderWithMarker() {
        RunPaths paths = new RunPaths(folder.resolve("new"));

        try (RunDirectory directory = RunDirectory.acquire(paths)) {
            assertThat(directory.hadData()).isFalse();
            assertThat(paths.root().resolve(RunDirectory.MARKER)).hasContent("layout 1");
        }
    }

    @Test
    void detectsEarlierData() throws IOException {
        RunPaths paths = new RunPaths(folder);
        RunDirectory.acquire(paths).close();
        Files.createDirectories(paths.configuration().getParent());
        Files.writeString(paths.configuration(), "zone = UTC");

        try (RunDirectory directory = RunDirectory.acquire(paths)) {
            assertThat(directory.hadData()).isTrue();
        }
    }

    @Test
    void leavesForeignFolderUntouched() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "");

        assertThatThrownBy(() -> RunDirectory.acquire(new RunPaths(folder)))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("not a sandbox's")
                .hasMessageContaining("--run DIR");
        assertThat(folder).isDirectoryNotContaining("glob:**" + RunDirectory.MARKER);
    }

    @Test
    void isLockedOnceAndReportsHolder() {
        RunPaths paths = new RunPaths(folder);
        try (RunDirectory held = RunDirectory.acquire(paths)) {
            new SandboxState(new ProcessIdentity(4711, 1), true, Map.of(), "access.log", "c.conf", List.of())
                    .write(held.paths());

            assertThatThrownBy(() -> RunDirectory.acquire(paths))
                    .isInstanceOf(SandboxFailure.class)
                    .hasMessageContaining("in use by a running sandbox (process 4711)")
                    .hasMessageContaining("coursepulse down");
        }
        RunDirectory.acquire(paths).close();
    }

    @Test
    void rejectsOtherLayoutVersion() throws IOException {
        Files.writeString(folder.resolve(RunDirectory.MARKER), "layout 99\n");

        assertThatThrownBy(() -> RunDirectory.acquire(new RunPaths(folder)))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("\"layout 99\"")
                .hasMessageContaining("delete " + folder);
    }

    @Test
    void rejectsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> RunDirectory.acquire(new RunPaths(file)))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("cannot be used")
                .hasMessageContaining("--run DIR");
    }

    @Test
    void rejectsNearlyFullDisk() {
        RunDirectory.requireSpace(folder, RunDirectory.REQUIRED_BYTES);

        assertThatThrownBy(() -> RunDirectory.requireSpace(folder, 300L << 20))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("300 MB left, 1024 MB needed");
    }
}
