package io.coursepulse.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxProcessesTest {

    /** Storm's log writer starts the worker, whose command line follows its own main class. */
    @Test
    void mainClassIsFirstNonOption() {
        List<String> logWriter = List.of(
                "/usr/bin/java",
                "-cp",
                "/lib/*:/conf",
                "-Xmx32m",
                "LogWriter",
                "/usr/bin/java",
                "-server",
                "Worker",
                "x");

        assertThat(SandboxProcesses.mainClassOf(logWriter)).isEqualTo("LogWriter");
        assertThat(SandboxProcesses.mainClassOf(logWriter.subList(5, 9))).isEqualTo("Worker");
        assertThat(SandboxProcesses.mainClassOf(List.of("java", "-version"))).isEmpty();
    }
}
