package io.coursepulse.sandbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory a process holds. */
public final class ResidentMemory {

    private ResidentMemory() {}

    /** In bytes; empty if the process has ended or the system has no /proc. */
    public static OptionalLong ofProcess(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }
}
