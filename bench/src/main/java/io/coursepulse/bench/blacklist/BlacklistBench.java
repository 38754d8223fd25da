package io.coursepulse.bench.blacklist;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/** Runs {@link BlacklistLookupBenchmark} with JMH, which prints as it goes, in processes of its own. */
@Command(
        name = "blacklist",
        description = "The time to ask a blacklist of 100,000 networks about an address, with JMH.",
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
