package io.coursepulse.bench;

import io.coursepulse.bench.store.StoreBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benches, behind {@code coursepulse bench}: each measures our part and its peers in one run, and prints ratios. */
@Command(
        name = "bench",
        description = "Measures our parts and their peers side by side.",
        subcommands = StoreBench.class,
        mixinStandardHelpOptions = true)
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
