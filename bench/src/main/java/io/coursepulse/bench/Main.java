package io.coursepulse.bench;

import io.coursepulse.bench.activity.ActivityBench;
import io.coursepulse.bench.blacklist.BlacklistBench;
import io.coursepulse.bench.store.StoreBench;
import io.coursepulse.bench.throughput.ThroughputBench;
import io.coursepulse.bench.web.ClientsBench;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code coursepulse bench}: each benchmark measures our implementation and its peers in one run, and prints ratios. */
@Command(
        name = "bench",
        description = "Measure our implementations and their peers side by side.",
        subcommands = {
            ThroughputBench.class,
            StoreBench.class,
            BlacklistBench.class,
            ActivityBench.class,
            ClientsBench.class
        },
        mixinStandardHelpOptions = true)
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                // Taken now: a starting sandbox redirects the process's error stream to a log.
                .setErr(new PrintWriter(System.err, true))
                .execute(arguments));
    }
}
