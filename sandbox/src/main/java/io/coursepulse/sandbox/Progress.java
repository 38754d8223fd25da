package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxState.ServerState;
import java.nio.file.Path;
import java.util.Locale;

/** Receives the progress of a startup. Called by several threads, one at a time. */
public interface Progress {

    /** Something the operator should know: a port in use, data that is reused. */
    void note(String text);

    /** A server has answered its probe for the first time. */
    void ready(ServerState server);

    /** Prints a line for each ready server, the same on a terminal and into a file. */
    Progress CONSOLE = new Progress() {
        @Override
        public void note(String text) {
            ConsoleOutput.print("  note: " + text);
        }

        @Override
        public void ready(ServerState server) {
            ConsoleOutput.print(String.format(
                    Locale.ROOT,
                    "  %-11s ready in %4.1f s   %-30s log %s",
                    server.name(),
                    server.readyMillis() / 1000.0,
                    server.address(),
                    RunPaths.displayPath(Path.of(server.log()))));
        }
    };

    /** Discards everything. */
    Progress SILENT = new Progress() {
        @Override
        public void note(String text) {}

        @Override
        public void ready(ServerState server) {}
    };
}
