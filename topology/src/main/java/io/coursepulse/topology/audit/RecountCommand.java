package io.coursepulse.topology.audit;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code storm jar coursepulse-topology.jar io.coursepulse.topology.Main recount --config FILE}. */
@Command(
        name = "recount",
        description = "Counts a day anew from the lines in Kafka, and compares every counter with the store.",
        mixinStandardHelpOptions = true)
public final class RecountCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config;

    @Mixin
    private RecountOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return new Checks(spec, config).recount(options);
    }
}
