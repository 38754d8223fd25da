package io.coursepulse.sandbox;

import io.coursepulse.sandbox.process.LogTail;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.server.Server;
import io.coursepulse.sandbox.server.Server.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Error messages for servers that failed to start: which one, how it exited, the end of its log, what to do. */
final class ServerFailures {

    private static final int LINES_SHOWN = 15;

    /** Log texts of causes outside the server, each with what to do. */
    private static final Map<String, String> KNOWN_CAUSES = Map.of(
            "Address already in use", "Another process took the port in the meantime: retry.",
            "BindException", "Another process took the port in the meantime: retry.",
            "No space left on device", "The disk is full: free some space, or use another disk with --run DIR.",
            "OutOfMemoryError", "It ran out of memory: this machine may not have enough free memory.",
            "insufficient memory for the Java Runtime",
                    "This machine does not have enough free memory: stop other programs.");

    private ServerFailures() {}

    static SandboxFailure exitedBeforeReady(Server server, int exit) {
        return failure(server, " ended with exit code " + exit + " before it was ready.");
    }

    static SandboxFailure startFailed(Server server, StartFailure cause) {
        return failure(server, " failed to start: " + cause.getMessage() + ".");
    }

    static SandboxFailure readinessTimedOut(Server server, Duration waited) {
        return failure(server, " is running, but was not ready within " + waited.toSeconds() + " s.");
    }

    private static SandboxFailure failure(Server server, String what) {
        Path log = server.log();
        List<String> end = LogTail.lines(log, LINES_SHOWN);
        String shown = RunPaths.displayPath(log);
        String logText = end.isEmpty()
                ? " Its log " + shown + " is empty."
                : " The end of its log " + shown + ":\n    | " + String.join("\n    | ", end) + "\n ";
        return new SandboxFailure(
                server.name() + what + logText + " " + advice(end) + " All other servers were stopped.");
    }

    private static String advice(List<String> log) {
        return KNOWN_CAUSES.entrySet().stream()
                .filter(cause -> log.stream().anyMatch(line -> line.contains(cause.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(
                        "Fix the error shown in the log and retry. If the data of an earlier run is the cause, delete the server's"
                                + " folder in the run directory.");
    }
}
