package io.coursepulse.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.sandbox.run.SandboxState.ServerPhase;
import io.coursepulse.sandbox.run.SandboxState.ServerState;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxStateTest {

    @TempDir
    private Path folder;

    private static SandboxState stateOf(ProcessIdentity daemon) {
        ServerState kafka = new ServerState(
                "kafka", ServerPhase.READY, List.of(daemon), "127.0.0.1:9092", "/r/kafka/log/kafka.log", 2, 3_100);
        return new SandboxState(
                daemon, true, Map.of("kafka", 9092, "web", 8080), "/r/access.log", "/r/c.conf", List.of(kafka));
    }

    @Test
    void roundTrips() {
        RunPaths paths = new RunPaths(folder);
        SandboxState state = stateOf(ProcessIdentity.current());

        state.write(paths);

        assertThat(SandboxState.read(paths)).contains(state);
        assertThat(SandboxState.readRunning(paths)).contains(state);
        assertThat(state.page()).contains("http://127.0.0.1:8080");
    }

    @Test
    void stateOfDeadDaemonIsNotRunning() {
        RunPaths paths = new RunPaths(folder);
        ProcessIdentity me = ProcessIdentity.current();

        stateOf(new ProcessIdentity(me.pid(), me.startMillis() - 60_000)).write(paths);

        assertThat(SandboxState.read(paths)).isPresent();
        assertThat(SandboxState.readRunning(paths)).isEmpty();
    }

    @Test
    void missingOrCorruptFileIsEmpty() throws IOException {
        RunPaths paths = new RunPaths(folder);
        assertThat(SandboxState.read(paths)).isEmpty();

        Files.writeString(paths.stateFile(), "{\"daemon\":");

        assertThat(SandboxState.read(paths)).isEmpty();
    }
}
