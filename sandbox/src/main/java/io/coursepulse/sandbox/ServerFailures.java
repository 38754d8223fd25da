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

/** What is said of a server that did not come up: which one, how it ended, the end of its log, what to do. */
final class ServerFailures {

    private static final int LINES_SHOWN = 15;

    /** What a log says when the cause lies outside the server, and what to do then. */
    private static final Map<String, String> KNOWN_CAUSES = Map.of(
            "Address already in use", "Another process took the port in the meantime: run the command again.",
            "BindException", "Another process took the port in the meantime: run the command again.",
            "No space left on device", "The disk is full: free some space, or name another with --run DIR.",
            "OutOfMemoryError", "It ran out of memory: this machine may have too little left.",
            "insufficient memory for the Java Runtime", "This machine has too little memory left: end other programs.");

    private ServerFailures() {}

    static SandboxFailure exitedBeforeReady(Server server, int exit) {
        return failure(server, " ended with exit code " + exit + " before it was ready.");
    }

    static SandboxFailure startFailed(Server server, StartFailure cause) {
        return failure(server, " could not be started: " + cause.getMessage() + ".");
    }

    static SandboxFailure readinessTimedOut(Server server, Duration waited) {
        return failure(server, " runs, but was not ready within " + waited.toSeconds() + " s.");
    }

    private static SandboxFailure failure(Server server, String what) {
        Path log = server.log();
        List<String> end = LogTail.lines(log, LINES_SHOWN);
        String shown = RunPaths.displayPath(log);
        String logText = end.isEmpty()
                ? " Its log " + shown + " is empty."
                : " The end of its log " + shown + ":\n    | " + String.join("\n    | ", end) + "\n ";
        return new SandboxFailure(server.name() + what + logText + " " + advice(end) + " Everything else was stopped.");
    }

    private static String advice(List<String> log) {
        return KNOWN_CAUSES.entrySet().stream()
                .filter(cause -> log.stream().anyMatch(line -> line.contains(cause.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(
                        "Correct what the log says and start again. If it is the data of an earlier run, delete the server's"
                                + " folder in the run directory.");
    }
}
