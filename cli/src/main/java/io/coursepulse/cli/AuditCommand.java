package io.coursepulse.cli;

import io.coursepulse.topology.audit.Checks;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The topology's audit, of the running sandbox. */
@Command(
        name = "audit",
        description = "Compare the ledger with Kafka's offsets and with the sums of the tables. Exit code 1 if anything"
                + " differs, 3 if it could not be checked.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOption run;

    @Override
    public Integer call() throws InterruptedException {
        Path configuration = Path.of(RunningSandbox.require(run, "audited").configuration());
        return new Checks(spec, configuration).audit();
    }
}
