package io.coursepulse.sandbox.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** {@code sandbox.json}: written by the daemon at every change, read by everyone else. */
public final class StateFile {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StateFile() {}

    /** Replaces the state in one step: a reader sees the old one or the new one. */
    public static void write(RunPaths paths, SandboxState state) {
        Path file = paths.stateFile();
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            JSON.writeValue(next.toFile(), state);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The last state written, whether its daemon lives or not; empty if there is none that can be read. */
    public static Optional<SandboxState> read(RunPaths paths) {
        try {
            return Optional.of(JSON.readValue(Files.readString(paths.stateFile()), SandboxState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // A disk that ran full, or another version: as good as none, and `down` must work all the same.
            return Optional.empty();
        }
    }

    /** The state of a sandbox whose daemon is alive. */
    public static Optional<SandboxState> readRunning(RunPaths paths) {
        return read(paths).filter(state -> state.daemon().isAlive());
    }

    /** Says that nothing runs here any more. */
    public static void delete(RunPaths paths) {
        try {
            Files.deleteIfExists(paths.stateFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + paths.stateFile(), e);
        }
    }
}
