package io.coursepulse.bench.blacklist;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/** Runs {@link BlacklistLookupBenchmark} with JMH, which forks its own processes and prints its progress. */
@Command(
        name = "blacklist",
        description = "Time to look up an address in a blacklist of 100,000 networks, with JMH.",
        mixinStandardHelpOptions = true)
public final class BlacklistBench implements Callable<Integer> {

    @Override
    public Integer call() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(BlacklistLookupBenchmark.class.getName() + "\\.")
                        .build())
                .run();
        return 0;
    }
}
