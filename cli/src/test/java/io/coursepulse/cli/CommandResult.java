package io.coursepulse.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** The output of a command on a running sandbox. */
public record CommandResult(int exit, String out, String err) {

    /** Runs a command on the sandbox in {@code folder}. */
    public static CommandResult of(Path folder, Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words = new ArrayList<>(List.of("--run", folder.toString()));
        words.addAll(Arrays.asList(arguments));
        int exit = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
        return new CommandResult(exit, out.toString(), err.toString());
    }

    /** The last line, which is the verdict of commands that have one. */
    public String lastLine() {
        List<String> lines = out.lines().toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
