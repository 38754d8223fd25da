package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.ServerState;
import java.nio.file.Path;
import java.util.Locale;

/** One line for each server when it is ready. The same on a terminal and in a file. */
public final class ConsoleProgress implements Progress {

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
}
