package io.coursepulse.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {

    @Test
    void isFullUntilItIsFreed(@TempDir Path folder) throws Exception {
        assumeTrue(SmallDisk.isPossible(folder), "mounting needs root");
        SmallDisk disk = SmallDisk.mount(folder.resolve("data"), 2);
        try {
            Files.writeString(folder.resolve("data/lines"), "kept");
            disk.fill();
            assertThat(disk.isFull()).isTrue();

            disk.free();
            assertThat(disk.isFull()).isFalse();
            assertThat(folder.resolve("data/lines")).hasContent("kept");
        } finally {
            SmallDisk.unmountAll(folder);
        }
        assertThat(folder.resolve("data/lines")).doesNotExist();
    }
}
