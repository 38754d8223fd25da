package io.coursepulse.cli;

import io.coursepulse.topology.audit.Checks;
import io.coursepulse.topology.audit.RecountOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The topology's recount, of the running sandbox. */
@Command(
        name = "recount",
        description =
                "Count a day anew from the lines in Kafka, and compare every counter with the store. Exit code 1 if"
                        + " any differs, 3 if it could not be counted.",
        mixinStandardHelpOptions = true)
public final class RecountCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOption run;

    @Mixin
    private RecountOptions options;

    @Override
    public Integer call() throws InterruptedException {
        Path configuration = Path.of(RunningSandbox.require(run, "recounted").configuration());
        return new Checks(spec, configuration).recount(options);
    }
}
