package io.coursepulse.sandbox.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A sandbox at one moment, as other processes read it: {@code sandbox.json} in the run directory, written by the daemon at
 * every change.
 *
 * @param daemon the process that started the servers and supervises them
 * @param ready whether the startup is complete
 * @param ports the port numbers by {@link PortName#toString}
 * @param accessLog the file that Flume follows
 * @param configuration the configuration of the topology and the web server
 * @param servers every server of this sandbox, in the order of the data flow
 */
public record SandboxState(
        ProcessIdentity daemon,
        boolean ready,
        Map<String, Integer> ports,
        String accessLog,
        String configuration,
        List<ServerState> servers) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public SandboxState {
        Objects.requireNonNull(daemon, "daemon");
    }

    /**
     * One server at one moment.
     *
     * @param name its name on the command line
     * @param processes its processes; empty when it is not running
     * @param address where it listens, to display
     * @param log its log file
     * @param restarts how often it was restarted since the startup
     * @param readyMillis how long its last start took until it was ready; 0 before that
     */
    public record ServerState(
            String name,
            ServerPhase phase,
            List<ProcessIdentity> processes,
            String address,
            String log,
            int restarts,
            long readyMillis) {}

    /** Where a server is in its life. */
    public enum ServerPhase {
        /** Not started yet: a dependency is not ready. */
        WAITING,
        /** Its process is running and does not answer yet. */
        STARTING,
        /** It has answered its probe. */
        READY,
        /** It exited, and will be restarted. */
        RESTARTING,
        /** It exited, and will not be restarted. */
        DEAD,
        /** It was stopped on purpose. */
        STOPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The address of the dashboard, or empty if this sandbox has no web server. */
    public Optional<String> page() {
        return Optional.ofNullable(ports.get(PortName.WEB.toString())).map(port -> "http://127.0.0.1:" + port);
    }

    /** Replaces the state in one step: a reader sees the old one or the new one. */
    public void write(RunPaths paths) {
        Path file = paths.stateFile();
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            JSON.writeValue(next.toFile(), this);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /**
     * The last state written, whether its daemon is running or not. Empty if there is none, and if it cannot be read (the
     * disk was full, or another version wrote it): {@code down} must work in any case.
     */
    public static Optional<SandboxState> read(RunPaths paths) {
        try {
            return Optional.of(JSON.readValue(Files.readString(paths.stateFile()), SandboxState.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The state of a sandbox whose daemon is running. */
    public static Optional<SandboxState> readRunning(RunPaths paths) {
        return read(paths).filter(state -> state.daemon().isAlive());
    }

    /** Deletes the state: nothing is running here. */
    public static void delete(RunPaths paths) {
        try {
            Files.deleteIfExists(paths.stateFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + paths.stateFile(), e);
        }
    }
}
