package io.coursepulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as an operator runs them, each in a process of its own, with the smallest of the servers. */
@Timeout(300)
class CommandsIT {

    @TempDir
    private Path folder;

    private RunPaths paths;

    private record Result(int exit, String text) {}

    @BeforeEach
    void setRunDirectory() {
        paths = new RunPaths(folder.resolve("run"));
    }

    @AfterEach
    void stopSandbox() throws Exception {
        coursepulse("down");
    }

    @Test
    void upStatusLogsDown() throws Exception {
        assertThat(coursepulse("status").exit()).isEqualTo(3);

        Result up = coursepulse("up", "--only", "zookeeper");
        assertThat(up.text()).contains("zookeeper   ready in").contains("coursepulse down");
        assertThat(up.exit()).isZero();

        assertThat(coursepulse("status").text()).contains("zookeeper   ready").contains("daemon");
        assertThat(coursepulse("logs", "zookeeper").exit()).isZero();
        Result second = coursepulse("up", "--only", "zookeeper");
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.text()).contains("in use by a running sandbox (process ");

        SandboxState state = SandboxState.readRunning(paths).orElseThrow();
        assertThat(coursepulse("down").text()).contains("Stopped 1 server in");
        assertThat(new SandboxProcesses(state.daemon()).all()).isEmpty();
        assertThat(state.daemon().isAlive()).isFalse();

        Result again = coursepulse("down");
        assertThat(again.exit()).isZero();
        assertThat(again.text()).contains("Nothing is running in");
    }

    @Test
    void serversEndWhenDaemonIsKilled() throws Exception {
        assertThat(coursepulse("up", "--only", "zookeeper").exit()).isZero();
        SandboxState state = SandboxState.readRunning(paths).orElseThrow();
        SandboxProcesses sandboxProcesses = new SandboxProcesses(state.daemon());
        assertThat(sandboxProcesses.all()).hasSize(1);

        state.daemon().liveHandle().orElseThrow().destroyForcibly();

        assertThat(sandboxProcesses.awaitTermination(Duration.ofSeconds(30))).isTrue();
        assertThat(coursepulse("status").text()).contains("was killed, and the servers ended with it");
        assertThat(coursepulse("up", "--only", "zookeeper").text()).contains("did not shut down cleanly");
    }

    @Test
    void invalidArgumentsListValidOnes() throws Exception {
        assertThat(coursepulse("kill", "redis").text()).contains("The servers are: [zookeeper, kafka");
        assertThat(coursepulse("kill", "kafka").text()).contains("nothing to kill");
        assertThat(coursepulse("up", "--zone", "Mars/Olympus").text()).contains("is not a valid time zone");
        assertThat(coursepulse("up", "--store", "redis").text()).contains("The stores are: [hbase, mariadb, h2]");
        assertThat(coursepulse("logs", "kafka").text()).contains("There is no log of kafka");
    }

    private Result coursepulse(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + ProjectHome.PROPERTY + "=" + ProjectHome.find().directory(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.coursepulse.cli.Main"));
        words.addAll(Arrays.asList(arguments));
        words.addAll(List.of("--run", paths.root().toString()));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text);
    }
}
